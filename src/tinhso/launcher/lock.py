"""One launcher per world: a lock that the kernel drops when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Held(Exception):
    """Somebody else holds the lock; `note` is what they wrote about themselves."""

    def __init__(self, note: dict[str, Any]) -> None:
        super().__init__("held")
        self.note = note


@contextmanager
def hold(path: Path, note: dict[str, Any], patience: float = 0.0) -> Iterator[None]:
    """Hold the lock while inside; raises Held after `patience` seconds (at once for a running province)."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        limit = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                found = read(path)
                if found.get("mode") == "run" or time.monotonic() >= limit:
                    raise Held(found) from None
                time.sleep(0.1)
        write(handle, note)
        yield
    finally:
        os.close(handle)


def running(path: Path) -> bool:
    """True while a whole province holds this lock."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return read(path).get("mode") == "run"
    finally:
        os.close(handle)
    return False


def write(handle: int, note: dict[str, Any]) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps({**note, "pid": os.getpid()}).encode(), 0)


def read(path: Path) -> dict[str, Any]:
    """The holder's note, empty when there is none."""
    try:
        found = json.loads(path.read_text() or "{}")
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
