"""`check`, `load` and `export`: a province folder from the command line."""

from __future__ import annotations

import argparse
import json
import sys

from django.utils.translation import gettext as _

# The exit code of a load that would overwrite what was changed on screen: the database has a province.
CLASH = 3


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this room's commands."""
    check = commands.add_parser("check", help="Kiểm tra một thư mục tỉnh, không cần cơ sở dữ liệu")
    check.add_argument("path", metavar="THƯ_MỤC")
    check.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    check.set_defaults(run=run_check)
    load = commands.add_parser("load", help="Nạp một thư mục tỉnh vào cơ sở dữ liệu")
    load.add_argument("path", metavar="THƯ_MỤC")
    load.set_defaults(run=run_load)
    export = commands.add_parser("export", help="Ghi thư mục tỉnh như cơ sở dữ liệu đang có")
    export.add_argument("path", metavar="THƯ_MỤC")
    export.set_defaults(run=run_export)


def run_check(args: argparse.Namespace) -> int:
    """0 when the folder is sound, 1 when it has faults; each on a line with its way out."""
    from tinhso.foundation.province.api import check

    faults = check(args.path)
    if args.json:
        print(json.dumps({"faults": [fault.as_dict() for fault in faults]}, ensure_ascii=False, indent=2))
    elif faults:
        print("\n".join(str(fault) for fault in faults))
        print(_("%s lỗi.") % len(faults))
    else:
        print(_("Thư mục không có lỗi."))
    return 1 if faults else 0


def run_load(args: argparse.Namespace) -> int:
    """0 when loaded; 3, with the diff, when it would overwrite what was changed on screen."""
    from tinhso.foundation.province.actions.load import WouldOverwrite
    from tinhso.foundation.province.api import load

    try:
        loaded = load(args.path)
    except WouldOverwrite as refusal:
        print(refusal.diff)
        print(f"tinhso: {refusal}", file=sys.stderr)
        return CLASH
    if loaded.parts:
        print(_("Đã nạp: %s.") % ", ".join(loaded.parts))
    else:
        print(_("Thư mục không đổi, không có gì phải nạp."))
    if loaded.kept:
        print(_("Giữ thay đổi trên màn hình chưa xuất: %s.") % ", ".join(loaded.kept))
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Write the folder and name the files that changed."""
    from tinhso.foundation.province.api import export

    changed = export(args.path)
    print("\n".join(changed) if changed else _("Thư mục đã đúng như cơ sở dữ liệu."))
    return 0
