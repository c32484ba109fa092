"""The reader's process of this process: warm from the first question, gone when nobody asks for a while."""

from __future__ import annotations

import atexit
import json
import os
import threading
from typing import Any

from tinhso.lib.helper_process import HelperProcess

# What the reader gives a file (`machine`), and a little for its start.
WALL_SECONDS = 40


class Reader:
    """One process that is asked one file at a time."""

    def __init__(self) -> None:
        self.process = HelperProcess("tinhso.foundation.signing.machine", WALL_SECONDS)

    def ask(self, task: dict[str, Any], content: bytes) -> dict[str, Any] | None:
        """What was found; None for a file that is too much. A reader that went away is replaced once."""
        question = json.dumps({**task, "size": len(content)}).encode() + b"\n" + content
        try:
            told = self.process.ask(question) or self.process.ask(question)
        except TimeoutError:
            return None
        return json.loads(told) if told else None

    def close(self) -> None:
        """End the process."""
        self.process.close()


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
