"""A child of the checker: forked with the parsers loaded, bounded, and one person's alone."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
from dataclasses import asdict
from math import ceil
from pathlib import Path

from tinhso.foundation.files.inspecting.check import check
from tinhso.foundation.files.inspecting.verdict import Verdict

MEMORY = 1_500_000_000
CPU_SECONDS = 15
WALL_SECONDS = 20
# After so many files a child is ended, however well they were.
MOST_FILES = 32


class Child:
    """Checks files one after the other. Ended after the first that is not plainly good."""

    def __init__(self, closed: list[int]) -> None:
        """Fork; `closed` are ends of pipes of its siblings, which are none of its business."""
        asked, self._ask = os.pipe()
        self._answer, answer = os.pipe()
        self.files = 0
        self._pid = os.fork()
        if self._pid == 0:
            try:
                # Nor are the lines to the asker (0 and 1): it answers through its own pipe and no other way.
                for end in (self._ask, self._answer, *closed, 0, 1):
                    os.close(end)
                _serve(asked, answer)
            finally:
                os._exit(1)
        os.close(asked)
        os.close(answer)

    @property
    def ends(self) -> list[int]:
        """The pipes to it."""
        return [self._ask, self._answer]

    @property
    def worn(self) -> bool:
        """True for a child that has checked enough files."""
        return self.files >= MOST_FILES

    def check(self, path: Path) -> Verdict | None:
        """The verdict; None when it died of its limits or took too long."""
        self.files += 1
        try:
            os.write(self._ask, json.dumps(str(path)).encode() + b"\n")
            ready, _, _ = select.select([self._answer], [], [], WALL_SECONDS)
            told = os.read(self._answer, 65_536) if ready else b""
        except BrokenPipeError:
            return None
        return Verdict(**json.loads(told)) if told else None

    def end(self) -> None:
        """Kill it, and wait until it is gone."""
        for end in self.ends:
            os.close(end)
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def _serve(asked: int, answer: int) -> None:
    _bind_hands()
    with os.fdopen(asked, "rb") as lines:
        for line in lines:
            _allow_time()
            told = json.dumps(asdict(check(Path(json.loads(line)))))
            os.write(answer, told.encode())


def _bind_hands() -> None:
    most = CPU_SECONDS * (MOST_FILES + 1)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def _allow_time() -> None:
    """The time for one more file, counted from now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = ceil(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (min(allowed, hard), hard))
