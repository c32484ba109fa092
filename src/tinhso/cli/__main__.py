"""`python -m tinhso.cli …`: what `./tinhso …` calls once the machine is ready."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from importlib.util import find_spec

from tinhso.cli.words import Parser

ROOMS = [
    "foundation.province",
    "foundation.organisation",
    "foundation.worktime",
    "foundation.identity",
    "foundation.records",
    "foundation.process",
    "foundation.notices",
    "government.procedures",
    "government.catalogue",
    "government.dossiers",
    "government.payments",
    "government.portal",
    "demo",
    "simulation",
]


def parser() -> argparse.ArgumentParser:
    """All commands of all rooms. A command sets `run`: a function of the parsed arguments."""
    root = Parser(prog="tinhso", description="Tỉnh Số: cả tỉnh số trong một nền tảng.")
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
    from django.db import OperationalError

    from tinhso.lib.errors import Refused

    try:
        return int(args.run(args) or 0)
    except Refused as refusal:
        return _told(str(refusal))
    except OperationalError as error:
        return _told(f"không làm việc được với cơ sở dữ liệu: {str(error).strip().splitlines()[0]}")
    except BrokenPipeError:
        # Whoever read our output has gone; Python's own last flush must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _told(f"{error.filename or 'máy này'}: {error.strerror or error}.")
    except OverflowError:
        return _told("ngày giờ hoặc con số nằm ngoài khoảng tính được.")


def _told(sentence: str) -> int:
    print(f"tinhso: {sentence}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
