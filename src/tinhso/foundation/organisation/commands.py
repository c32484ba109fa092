"""`units show`: an administrative unit on a day, for operators and scripts."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tinhso.lib.errors import Refused


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this room's commands."""
    units = commands.add_parser("units", help="Tra cứu đơn vị hành chính theo ngày")
    verbs = units.add_subparsers(dest="verb", required=True, metavar="VIỆC")
    show = verbs.add_parser("show", help="Xem một đơn vị")
    show.add_argument("code", metavar="MÃ")
    show.add_argument("--on", metavar="NGÀY", default=None, help="ngày dạng 2025-07-01; mặc định là hôm nay")
    show.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    show.set_defaults(run=run_show)


def run_show(args: argparse.Namespace) -> int:
    """Print the unit; NotFound when no unit bore the code that day."""
    from tinhso.foundation.organisation.api import successors, unit
    from tinhso.foundation.worktime.api import today

    found = unit(args.code, _day(args.on) if args.on else today())
    heirs = successors(found.code, found.valid_from)
    facts: dict[str, Any] = {
        "code": found.code,
        "name": found.name,
        "type": found.type,
        "parent": found.parent_code,
        "valid_from": found.valid_from.isoformat(),
        "valid_to": found.valid_to.isoformat() if found.valid_to else None,
        "successors": [
            {"code": heir.code, "name": heir.name, "valid_from": heir.valid_from.isoformat()}
            for heir in heirs
        ],
    }
    if args.json:
        print(json.dumps(facts, ensure_ascii=False))
        return 0
    print(f"{found.name} ({found.code})")
    last = f"{found.valid_to:%d/%m/%Y}" if found.valid_to else _("nay")
    print(_("Hiệu lực: %(first)s – %(last)s") % {"first": f"{found.valid_from:%d/%m/%Y}", "last": last})
    if found.valid_to:
        names = ", ".join(f"{heir.name} ({heir.code})" for heir in heirs)
        missing = _("chưa kiểm chứng") if "successors" in found.unverified else _("không có")
        print(_("Kế thừa: %s") % (names or missing))
    if found.unverified:
        print(_("Chưa kiểm chứng: %s") % ", ".join(found.unverified))
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(
            "date_shape", _("“%s” không phải là ngày.") % text, way_out=_("Viết dạng 2025-07-01.")
        ) from error
