"""A simulation that is killed leaves no web process behind."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

# Only so much of Django as telling the web process its world takes; it is struck before it answers.
CODE = """
import sys, time
from pathlib import Path
from django.conf import settings
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "none", "USER": "nobody"}},
    VAR=Path(sys.argv[1]), STORAGE_DIR=Path(sys.argv[1]), PROVINCE_DIR=Path(sys.argv[1]), ROOT=Path(sys.argv[2]),
    SECRET_KEY="k", TINHSO_FRONT_DOOR="", AS_OF="",
)
from tinhso.simulation.pages import server

def waiting(child, *_rest):
    print(child.pid, flush=True)
    time.sleep(60)

server._wait = waiting
with server.serving():
    pass
"""
ROOT = Path(__file__).resolve().parents[2]


def command_of(pid: int) -> bytes:
    """The command line of a process; empty when there is none, or when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def wait_for(pid: int, *, alive: bool) -> None:
    """Until the process is the web server itself, or until it is gone."""
    itself = f"{sys.executable}\0-m\0tinhso.launcher.web\0".encode()
    limit = time.monotonic() + 30
    while command_of(pid).startswith(itself) is not alive:
        assert time.monotonic() < limit, command_of(pid)
        time.sleep(0.02)


def test_the_web_process_ends_with_the_simulation_that_is_killed(tmp_path: Path) -> None:
    simulation = subprocess.Popen(
        [sys.executable, "-c", CODE, str(tmp_path), str(ROOT)], stdout=subprocess.PIPE, text=True
    )
    assert simulation.stdout is not None
    pid = int(simulation.stdout.readline())
    wait_for(pid, alive=True)
    simulation.kill()
    simulation.wait()
    wait_for(pid, alive=False)
