"""The checker process: it has the parsers loaded and warm, and forks bounded children that check the files.

Started as `python -m tinhso.foundation.files.inspecting.server`; speaks JSON lines on stdin and stdout:
{"path": …, "person": …} → {"kind", "pages", "code"}. It ends when its stdin closes.

Forking costs five times what an ordinary scan takes to check. So a child stays for the next file of the same person,
never for anybody else's: whatever a file may do to its child, it can touch no verdict but those on its own sender's
files. A child is ended with the first file that is not plainly good, and nothing is refused before a fresh one refused it.
"""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tinhso.foundation.files.inspecting.child import Child
from tinhso.foundation.files.inspecting.ready import make_ready
from tinhso.foundation.files.inspecting.verdict import Verdict

# Children that wait for their person's next file, and how long none may come.
MOST_WAITING = 4
IDLE_SECONDS = 20.0


def serve() -> None:
    """Answer until the asker goes away."""
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    make_ready()
    children = Children()
    for line in _lines(children):
        asked = json.loads(line)
        verdict = children.check(Path(asked["path"]), asked.get("person", ""))
        os.write(sys.stdout.fileno(), json.dumps(asdict(verdict)).encode() + b"\n")
    children.end()


def _lines(children: Children) -> Iterator[bytes]:
    """Each question; when none comes for a while, nobody's child is kept any longer."""
    held = b""
    while True:
        ready, _, _ = select.select([sys.stdin.fileno()], [], [], IDLE_SECONDS if children.waiting else None)
        if not ready:
            children.end()
            continue
        piece = os.read(sys.stdin.fileno(), 65_536)
        if not piece:
            return
        *whole, held = (held + piece).split(b"\n")
        yield from whole


class Children:
    """The children that wait, by person, the longest waiting first."""

    def __init__(self) -> None:
        self._waiting: dict[str, Child] = {}

    @property
    def waiting(self) -> int:
        """How many."""
        return len(self._waiting)

    def check(self, path: Path, person: str) -> Verdict:
        """The verdict on a file of this person; of nobody in particular ("") each is checked by a child of its own."""
        child = self._waiting.pop(person, None)
        if child is not None:
            verdict = self._by(child, path, person)
            if verdict is not None and not verdict.code:
                return verdict
        # A child that died of its limits leaves no answer.
        return self._by(self._fresh(), path, person) or Verdict(code="too_slow")

    def _fresh(self) -> Child:
        return Child([end for child in self._waiting.values() for end in child.ends])

    def _by(self, child: Child, path: Path, person: str) -> Verdict | None:
        verdict = child.check(path)
        if not person or verdict is None or verdict.code or child.worn:
            child.end()
            return verdict
        self._waiting[person] = child
        if len(self._waiting) > MOST_WAITING:
            self._waiting.pop(next(iter(self._waiting))).end()
        return verdict

    def end(self) -> None:
        """End them all."""
        while self._waiting:
            self._waiting.popitem()[1].end()


if __name__ == "__main__":
    serve()
