"""`process check FILE` and `process outline FILE`: look at a BPMN file without a database."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.check import check, model_of
from tinhso.foundation.process.rules.outline import outline_of, step_to_json
from tinhso.foundation.process.rules.remarks import remarks
from tinhso.lib.errors import NotFound


def register(commands: Any) -> None:
    """Add the `process` command."""
    parser = commands.add_parser("process", help="Kiểm tra và xem tệp quy trình BPMN")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VIỆC")
    for name, run, text in (
        ("check", run_check, "Kiểm tra tệp có chạy được không"),
        ("outline", run_outline, "Các bước theo thứ tự"),
    ):
        verb = verbs.add_parser(name, help=text)
        verb.add_argument("file", type=Path)
        verb.add_argument("--json", action="store_true")
        verb.add_argument("--dmn", type=Path, action="append", default=[], help="Tệp DMN đi kèm")
        verb.set_defaults(run=run)


def run_check(args: argparse.Namespace) -> int:
    """Print every fault; 0 when there is none, else 1."""
    # Commands are registered before Django is ready, and identity's door leads to its tables.
    from tinhso.foundation.identity import api as identity

    faults = check(
        _read(args.file), set(identity.ROLES), None, decisions={p.name: _read(p) for p in args.dmn}
    )
    ignored = [each for path in (args.file, *args.dmn) for each in remarks(_read(path))]
    if args.json:
        told = {"faults": [asdict(each) for each in faults], "ignored": [asdict(each) for each in ignored]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for fault in (*faults, *ignored):
            where = f"{args.file}:{fault.line}" + (f" [{fault.element_id}]" if fault.element_id else "")
            print(f"{where}: {fault.message} {fault.way_out}", file=sys.stderr)
        if not faults:
            print(_("%(file)s: chạy được.") % {"file": args.file})
    return 1 if faults else 0


def run_outline(args: argparse.Namespace) -> int:
    """Print the steps in likely order; the faults instead when the file cannot run."""
    xml = _read(args.file)
    if check(xml, None, None, decisions={p.name: _read(p) for p in args.dmn}):
        return run_check(args)
    steps = outline_of(model_of(xml))
    if args.json:
        print(json.dumps([step_to_json(step) for step in steps], ensure_ascii=False, indent=2))
        return 0
    for i, step in enumerate(steps, 1):
        time = f"{step.hours} giờ" if step.hours is not None else f"{step.share}" if step.share else "–"
        print(
            f"{i:>2}. {step.name} · {step.role}@{step.agency} · {step.kind} · {time} · {' '.join(step.outcomes)}"
        )
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(
            "process.file",
            _("Không đọc được tệp %(file)s.") % {"file": path},
            way_out=_("Kiểm tra lại đường dẫn."),
        ) from error
