"""`procedures import`: a national catalogue file from the command line; and opening what it brought."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinhso.cli.groups import group
from tinhso.government.catalogue import opening_commands

if TYPE_CHECKING:
    from tinhso.government.catalogue.actions.import_file import Imported

SHOWN = 20


def register(commands: Any) -> None:
    """Add `import` to the commands of procedures."""
    kinds = group(commands, "procedures", help="Danh mục thủ tục.")
    read = kinds.add_parser(
        "import", help="Nhập danh mục thủ tục quốc gia (mỗi dòng một bản ghi JSON, có thể nén gzip)."
    )
    read.add_argument("file", metavar="TỆP", type=Path)
    read.add_argument("--on", metavar="NGÀY", default="", help="ngày dạng 2026-07-01; mặc định là hôm nay")
    share = read.add_mutually_exclusive_group()
    share.add_argument(
        "--part", action="store_true", help="tệp chỉ là một phần; không đánh dấu thủ tục vắng mặt"
    )
    share.add_argument("--whole", action="store_true", help="tệp là toàn bộ danh mục, dù thiếu nhiều thủ tục")
    read.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    read.set_defaults(run=run_import)
    opening_commands.register(kinds)


def run_import(args: argparse.Namespace) -> int:
    """Import the file and tell what came of it; a refusal changes nothing."""
    from datetime import date

    from tinhso.government.catalogue.actions.import_file import import_file
    from tinhso.lib.actor import Actor
    from tinhso.lib.errors import Refused

    try:
        day = date.fromisoformat(args.on) if args.on else None
    except ValueError:
        raise Refused(
            "bad_date", f"“{args.on}” không phải là ngày.", way_out="Viết như 2026-07-01."
        ) from None
    actor = Actor.system("procedures import")
    imported = import_file(actor, args.file, on=day, part=args.part, whole=args.whole)
    if args.json:
        print(json.dumps(as_json(imported), ensure_ascii=False))
    else:
        print("\n".join(as_lines(imported)))
    return 0


def as_json(imported: Imported) -> dict[str, Any]:
    """Everything: counts, the codes touched with the fields that changed, the whole report."""
    from tinhso.government.catalogue.models.imports import NUMBERS

    row = imported.row
    changes = [
        {"kind": each.kind, "code": each.code, "fields": [field["field"] for field in each.fields]}
        for each in row.changes.all()
    ]
    report = [
        {
            "line": each.line,
            "code": each.code,
            "field": each.field,
            "value": each.value,
            "reason": each.reason,
            "message": each.sentence,
            "way_out": each.way_out,
        }
        for each in row.report.all()
    ]
    counts = {name: getattr(row, name) for name in NUMBERS}
    return {
        "id": str(row.id),
        "again": imported.again,
        "file": row.file_name,
        "sha256": row.digest,
        "on": row.day.isoformat(),
        "absences_not_marked": row.absences,
        **counts,
        "changes": changes,
        "report": report,
    }


def as_lines(imported: Imported) -> list[str]:
    """The same for a person: counts, what could not be read by reason, the first lines of it."""
    from tinhso.government.catalogue.rules.reasons import REASONS
    from tinhso.government.catalogue.words import absences_told

    row = imported.row
    if imported.again:
        return [f"Tệp này đã được nhập ngày {row.day:%d/%m/%Y}; không có gì thay đổi."]
    told = [
        f"Đã đọc {row.records} thủ tục: thêm {row.added}, đổi {row.changed}, giữ nguyên {row.unchanged}.",
        f"Vắng mặt: {row.vanished}. Có lại: {row.returned}. Dòng không thành bản ghi: {row.left_out}.",
        "Các thủ tục nhập về đều chưa mở.",
    ]
    if row.absences:
        told.append(absences_told(row.absences))
    if not row.unread:
        return told
    told.append(f"Chưa đọc được {row.unread} chỗ:")
    reasons = Counter(row.report.values_list("reason", flat=True))
    told += [f"  {count:>5}  {REASONS[reason][0]}" for reason, count in reasons.most_common()]
    told.append(f"{min(SHOWN, row.unread)} chỗ đầu tiên (xem đủ bằng --json hoặc ở trang quản trị):")
    for each in row.report.all()[:SHOWN]:
        where = " ".join(part for part in (each.code, each.field) if part)
        told.append(f"  dòng {each.line} {where}: {each.sentence}")
    return told
