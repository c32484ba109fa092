"""The reader's process of this process: warm from the first question, gone when nobody asks for a while."""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

# What the reader gives a file (`machine`), and a little for its start.
WALL_SECONDS = 40
_SOURCE = str(Path(__file__).resolve().parents[3])


class Reader:
    """One process that is asked one file at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, task: dict[str, Any], content: bytes) -> dict[str, Any] | None:
        """What was found; None for a file that is too much. A reader that went away is replaced once."""
        told = self._try(task, content) or self._try(task, content)
        return json.loads(told) if told else None

    def _try(self, task: dict[str, Any], content: bytes) -> bytes:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _start()
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return b""
        told = b""
        try:
            stdin.write(json.dumps({**task, "size": len(content)}).encode() + b"\n" + content)
            stdin.flush()
            ready, _, _ = select.select([stdout], [], [], WALL_SECONDS)
            told = stdout.readline() if ready else b"null"
        except OSError:
            pass
        if told in (b"", b"null"):
            self.close()
        return told

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                try:
                    if pipe is not None:
                        pipe.close()
                except BrokenPipeError:
                    continue
            self._process = None


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tinhso.foundation.signing.machine"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": _SOURCE, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    )


class _Kept:
    """The warm reader of one process; a forked process makes its own."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.lock = threading.Lock()
        self.reader = Reader()


_kept = _Kept()


def ask(task: dict[str, Any], content: bytes) -> dict[str, Any] | None:
    """What is found on a file; None when it was made to exhaust the reader, or has far too much in it.

    Whoever comes while the warm reader is busy (with a hostile file, perhaps) gets one of their own.
    """
    global _kept
    if _kept.owner != os.getpid():
        _kept = _Kept()
    kept = _kept
    if kept.lock.acquire(blocking=False):
        try:
            return kept.reader.ask(task, content)
        finally:
            kept.lock.release()
    own = Reader()
    try:
        return own.ask(task, content)
    finally:
        own.close()


def _close() -> None:
    if _kept.owner == os.getpid():
        _kept.reader.close()


atexit.register(_close)
