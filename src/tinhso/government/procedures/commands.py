"""Commands of the catalogue: search, list, and the scaffold of a new package."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tinhso.cli.groups import group


def register(commands: Any) -> None:
    """`search`, `procedures list`, `procedures new`."""
    search = commands.add_parser("search", help="Tìm thủ tục theo lời nói hằng ngày.")
    search.add_argument("text")
    search.add_argument("--limit", type=some, default=10, help="số dòng, từ 1 đến 100 (mặc định 10)")
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=run_search)
    kinds = group(commands, "procedures", help="Danh mục thủ tục.")
    listed = kinds.add_parser("list", help="Các thủ tục đang có hiệu lực.")
    listed.add_argument("--on", default="", help="ngày, ví dụ 2024-05-01")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=run_list)
    new = kinds.add_parser("new", help="Tạo gói thủ tục mới từ bảng các bước.")
    new.add_argument("code", help="mã thủ tục, ví dụ 1.001193")
    new.add_argument("slug", help="tên ngắn không dấu, ví dụ khai-sinh")
    new.add_argument("--title", required=True)
    new.add_argument("--field", required=True, help="khóa lĩnh vực trong search/fields.toml")
    new.add_argument("--steps", type=Path, help="bảng CSV: key,name,role,kind,share,outcomes")
    new.add_argument("--province", type=Path, default=None, help="thư mục của tỉnh")
    new.set_defaults(run=run_new)


def some(text: str) -> int:
    """How many lines are asked for: 1 to 100, which is what a search finds at most (`searching.MAX_LIMIT`)."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"cần một số từ 1 đến 100, không phải “{text}”")
    return int(text)


def run_search(args: argparse.Namespace) -> int:
    """`search "TEXT" --limit N [--json]` → [{code,title,field,score}]."""
    from tinhso.government.procedures import api

    hits = api.search(args.text, args.limit)
    if args.json:
        rows = [{"code": h.code, "title": h.title, "field": h.field, "score": h.score} for h in hits]
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for hit in hits:
        print(f"{hit.code}  {hit.title}  ({hit.field})")
    if not hits:
        print("Không tìm thấy thủ tục nào. Hãy thử ít chữ hơn.")
    return 0


def run_list(args: argparse.Namespace) -> int:
    """`procedures list [--on DATE] [--json]`."""
    from datetime import date

    from tinhso.government.procedures import api
    from tinhso.lib.errors import Refused

    try:
        day = date.fromisoformat(args.on) if args.on else None
    except ValueError:
        raise Refused(
            "bad_date", f"“{args.on}” không phải là ngày.", way_out="Viết như 2024-05-01."
        ) from None
    rows = api.procedures(day)
    if args.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
        return 0
    for row in rows:
        print(f"{row.code}  {row.title}  ({row.field})")
    return 0


def run_new(args: argparse.Namespace) -> int:
    """`procedures new CODE SLUG --title … --field … [--steps FILE]`: writes a package that passes its shape."""
    from django.conf import settings

    from tinhso.government.procedures.actions.scaffold import scaffold

    root = args.province or settings.PROVINCE_DIR
    table = args.steps.read_text("utf-8") if args.steps else ""
    made = scaffold(Path(root), args.code, args.slug, args.title, args.field, table)
    print(f"Đã tạo {made}. Điền nội dung rồi chạy: ./tinhso check {root}")
    return 0
