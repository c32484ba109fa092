"""`python -m tinhso.cli …`: what `./tinhso …` calls once the machine is ready."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from importlib.util import find_spec

ROOMS = [
    "foundation.province",
    "foundation.organisation",
    "foundation.worktime",
    "foundation.identity",
    "foundation.records",
    "foundation.process",
    "foundation.notices",
    "government.procedures",
    "government.dossiers",
    "demo",
]


def parser() -> argparse.ArgumentParser:
    """All commands of all rooms. A command sets `run`: a function of the parsed arguments."""
    root = argparse.ArgumentParser(prog="tinhso", description="Tỉnh Số: cả tỉnh số trong một nền tảng.")
    commands = root.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for room in ROOMS:
        name = f"tinhso.{room}.commands"
        if find_spec(name):
            import_module(name).register(commands)
    return root


def main(argv: list[str] | None = None) -> int:
    """Run one command; a refusal is one clear sentence and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.conf.settings")
    import django

    django.setup()
    args = parser().parse_args(argv)
    from tinhso.lib.errors import Refused

    try:
        return int(args.run(args) or 0)
    except Refused as refusal:
        print(f"tinhso: {refusal}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
