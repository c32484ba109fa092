"""Commands of the rooms: handed to `python -m tinhso.cli` with a database beneath them."""

from __future__ import annotations

import os
import subprocess
import sys

from tinhso.launcher.database import for_command
from tinhso.launcher.lock import read, running
from tinhso.launcher.places import ROOT, places
from tinhso.launcher.prepare import cli_commands, prepare
from tinhso.launcher.say import Stop
from tinhso.launcher.services import child_env

# These prove or write folders and need no database.
WITHOUT_DATABASE = (("check",), ("procedures", "new"), ("process",))
# These bring the province in themselves.
WITHOUT_PROVINCE = frozenset({"load", "province-load"})


def command_help() -> int:
    """What the rooms offer."""
    return subprocess.call([sys.executable, "-m", "tinhso.cli", "--help"], cwd=ROOT, stdout=sys.stderr)


def take_world(argv: list[str]) -> tuple[list[str], str | None]:
    """Take `--as-of DATE` in front of the command's own arguments out: it names the world to ask."""
    if "--as-of" in argv and argv.index("--as-of") + 1 < len(argv):
        at = argv.index("--as-of")
        return argv[:at] + argv[at + 2 :], argv[at + 1]
    return argv, None


def needs_no_database(argv: list[str]) -> bool:
    """True for help, and for the commands that only read or write folders."""
    return bool({"-h", "--help"} & set(argv)) or any(
        tuple(argv[: len(command)]) == command for command in WITHOUT_DATABASE
    )


def pass_on(argv: list[str]) -> int:
    """Run one command of a room where the person stands, so that relative paths mean what they say."""
    if argv[0] not in cli_commands():
        raise Stop(f"không có lệnh “{argv[0]}”; ./tinhso help liệt kê các lệnh.")
    if needs_no_database(argv):
        return _call(argv, {})
    argv, as_of = take_world(argv)
    where = places(as_of)
    where.make()
    with for_command(where) as (url, ours):
        # A command beside a province that is open to the network must not bring the public password back.
        lock = where.run / "lock"
        lan = running(lock) and bool(read(lock).get("lan"))
        env = child_env(where, url, origins=[], lan=lan, hosts=[])
        if ours and argv[0] not in WITHOUT_PROVINCE:
            prepare(where, env, url, trusted=not os.environ.get("DATABASE_URL"))
        return _call(argv, env)


def _call(argv: list[str], env: dict[str, str]) -> int:
    merged = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **env}
    return subprocess.call([sys.executable, "-m", "tinhso.cli", *argv], env=merged)  # noqa: S603
