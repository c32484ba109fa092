"""The operator's command of the log: verify."""

from __future__ import annotations

import argparse
import json
from typing import Any


def register(commands: Any) -> None:
    """Add `verify` to the command line."""
    parser = commands.add_parser(
        "verify", help="đọc lại toàn bộ nhật ký và chỉ ra chỗ bị sửa, xóa, chèn, đổi thứ tự"
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the report; exit code 1 when there is a fault."""
    from tinhso.foundation.records.verifying.verify import verify

    report = verify()
    if args.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        for fault in report.faults:
            print(f"✗ {fault.sentence()}")
        verdict = "nguyên vẹn" if not report.faults else f"{len(report.faults)} lỗi"
        print(f"Đã đọc {report.events} sự kiện, {report.seals} dấu niêm phong: {verdict}.")
    return 1 if report.faults else 0
