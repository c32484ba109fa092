"""The checker process: it has the parsers loaded and warm, and forks one bounded child for each file.

Started as `python -m tinhso.foundation.files.inspecting.server`; speaks JSON lines on stdin and stdout:
{"path": …} → {"kind", "pages", "code"}. It ends when its stdin closes.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import select
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from tinhso.foundation.files.inspecting.check import check
from tinhso.foundation.files.inspecting.ready import make_ready
from tinhso.foundation.files.inspecting.verdict import Verdict

MEMORY = 1_500_000_000
CPU_SECONDS = 15
WALL_SECONDS = 20


def serve() -> None:
    """Answer until the asker goes away."""
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    make_ready()
    for line in sys.stdin:
        verdict = _in_child(Path(json.loads(line)["path"]))
        sys.stdout.write(json.dumps(asdict(verdict)) + "\n")
        sys.stdout.flush()


def _in_child(path: Path) -> Verdict:
    """Check in a fork that may use so much memory and time and may write nothing."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        status = 1
        try:
            _bind_hands()
            os.write(writer, json.dumps(asdict(check(path))).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    try:
        ready, _, _ = select.select([reader], [], [], WALL_SECONDS)
        answer = os.read(reader, 65_536) if ready else b""
    finally:
        os.close(reader)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    # A child that died of its limits leaves no answer.
    return Verdict(**json.loads(answer)) if answer else Verdict(code="too_slow")


def _bind_hands() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


if __name__ == "__main__":
    serve()
