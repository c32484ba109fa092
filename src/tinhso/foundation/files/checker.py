"""Asking the checker processes. A hostile file can end a checker, never the web process."""

from __future__ import annotations

import atexit
import json
import os
import threading
from collections import deque
from contextlib import suppress
from pathlib import Path

from tinhso.foundation.files.inspecting.child import WALL_SECONDS
from tinhso.foundation.files.inspecting.server import MOST_WAITING
from tinhso.foundation.files.inspecting.verdict import Verdict
from tinhso.foundation.files.limits import checkers
from tinhso.lib.helper_process import HelperProcess


class Checker:
    """One checker process, started on first use and again when it was lost."""

    def __init__(self) -> None:
        self.process = HelperProcess("tinhso.foundation.files.inspecting.server", 2 * WALL_SECONDS + 5)
        # Whose files it saw last, the last one at the end: it may still have a child for them.
        self.people: deque[str] = deque(maxlen=MOST_WAITING)

    def ask(self, path: Path, person: str = "") -> Verdict:
        """The verdict on a file of this person. A checker that does not answer is replaced once."""
        if person in self.people:
            self.people.remove(person)
        self.people.append(person)
        question = json.dumps({"path": str(path), "person": person}).encode() + b"\n"
        for _ in range(2):
            with suppress(TimeoutError):
                if answer := self.process.ask(question):
                    return Verdict(**json.loads(answer))
        return Verdict(code="too_slow")

    def close(self) -> None:
        """End the process."""
        self.process.close()


class Checkers:
    """A few checkers shared by the threads of this process; a forked process makes its own."""

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._owner = 0
        self._idle: list[Checker] = []
        self._all: list[Checker] = []

    def check(self, path: Path, person: str = "") -> Verdict:
        """The verdict on a file; waits for a free checker, and takes the one that knows the person if it is free."""
        checker = self._taken(person)
        try:
            return checker.ask(path, person)
        finally:
            with self._lock:
                self._idle.append(checker)
                self._lock.notify()

    def _taken(self, person: str) -> Checker:
        with self._lock:
            if self._owner != os.getpid():
                self._owner = os.getpid()
                self._all = [Checker() for _ in range(checkers())]
                self._idle = list(self._all)
            while not self._idle:
                self._lock.wait()
            known = (one for one in self._idle if person and person in one.people)
            # The one used last is warm.
            found = next(known, self._idle[-1])
            self._idle.remove(found)
            return found

    def close(self) -> None:
        """End every checker of this process."""
        if self._owner == os.getpid():
            for checker in self._all:
                checker.close()


_pool = Checkers()
atexit.register(_pool.close)


def verdict_on(path: Path, person: str = "") -> Verdict:
    """Open and check a file in a bounded process that sees no file of anybody but `person`; "": this file alone."""
    return _pool.check(path, person)
