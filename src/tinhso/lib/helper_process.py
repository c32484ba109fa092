"""A program of ours that is kept running and asked by its stdin, a line back for each question."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

_SOURCE = str(Path(__file__).resolve().parents[2])


class HelperProcess:
    """One process of a module, started by the first question and again when it was lost. For one thread at a time.

    It sees no secret of the site: its environment holds the way to the code and nothing else.
    """

    def __init__(self, module: str, seconds: float) -> None:
        self.module, self.seconds = module, seconds
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the process that runs; 0 when none does."""
        return self._process.pid if self._process is not None and self._process.poll() is None else 0

    def ask(self, question: bytes) -> bytes:
        """The line it answers; empty when it is gone. Raises TimeoutError. Both end it: the next question starts another."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = self._start()
        stdin, stdout, told = self._process.stdin, self._process.stdout, b""
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(question)
            stdin.flush()
            if not select.select([stdout], [], [], self.seconds)[0]:
                self.close()
                raise TimeoutError
            told = stdout.readline()
        except BrokenPipeError:
            pass
        if not told:
            self.close()
        return told

    def close(self) -> None:
        """End it."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except BrokenPipeError:
                continue
        self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 (our own module, no word of anybody among its arguments)
            [sys.executable, "-m", self.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": _SOURCE, "LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
