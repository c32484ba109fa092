"""`./tinhso demo-seed`: dossiers for the demonstration, made by the real actions."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.conf import settings

MARK = "demo-seeded"


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("demo-seed", help="Tạo hồ sơ mẫu của ba tháng gần đây (chỉ bản trình diễn)")
    parser.add_argument("--count", type=int, default=2000, help="số hồ sơ (mặc định 2000)")
    parser.add_argument("--seed", type=int, default=2026, help="hạt giống ngẫu nhiên")
    parser.add_argument("--again", action="store_true", help="tạo thêm dù đã tạo rồi")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the dossiers once; a mark in var/ remembers that they are complete."""
    from tinhso.demo.run import seed
    from tinhso.foundation.identity.api import ensure_demo_accounts

    if not settings.DEMO:
        print("demo-seed chỉ chạy ở chế độ trình diễn.", file=sys.stderr)
        return 2
    mark = settings.VAR / "run" / MARK
    if mark.exists() and not args.again:
        print("Hồ sơ mẫu đã có.")
        return 0
    ensure_demo_accounts()
    made = seed(settings.PROVINCE_DIR, args.count, args.seed, lambda line: print(line, flush=True))
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(str(made))
    return 0
