"""The reader: it has the libraries loaded and forks a bounded child for each file, which ends with it.

Started as `python -m tinhso.foundation.signing.machine`; on stdin a line of JSON (`size`, and what `judge` wants), then
the file; on stdout a line of JSON, `null` where the child died of its limits. It ends when nobody asks for a while.
Loading the libraries costs ten times what reading an ordinary file does.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import select
import signal
import sys
import time
from typing import Any

from tinhso.foundation.signing.machine.judge import answer

IDLE_SECONDS, WALL_SECONDS = 60.0, 30.0


def serve() -> None:
    """Answer until the asker goes away or is silent."""
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    while select.select([0], [], [], IDLE_SECONDS)[0]:
        line = sys.stdin.buffer.readline()
        if not line:
            return
        task = json.loads(line)
        told = _asked(task, sys.stdin.buffer.read(task["size"]))
        sys.stdout.buffer.write((told or b"null") + b"\n")
        sys.stdout.buffer.flush()


def _asked(task: dict[str, Any], content: bytes) -> bytes:
    """What the child wrote; nothing when it took too long or died."""
    told, out = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(told)
            # The lines to the asker are none of its business: it answers through its own pipe and no other way.
            nowhere = os.open(os.devnull, os.O_RDWR)
            for end in (0, 1):
                os.dup2(nowhere, end)
            answer(task, content, out)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(out)
    try:
        found = _all(told, time.monotonic() + WALL_SECONDS)
    finally:
        os.close(told)
        os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
    return found if os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL) else b""


def _all(end: int, limit: float) -> bytes:
    """Everything until the pipe closes; nothing when that comes after the limit."""
    found = b""
    while select.select([end], [], [], max(0.0, limit - time.monotonic()))[0]:
        piece = os.read(end, 1 << 16)
        if not piece:
            return found
        found += piece
    return b""


if __name__ == "__main__":
    serve()
