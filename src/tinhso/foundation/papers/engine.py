"""Asking the machine for a PDF: kept processes, one for each place in a small pool, ended when they take too long."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinhso.foundation.papers.machine import wire

SOURCE = str(Path(__file__).resolve().parents[3])
# A paper takes 10 ms; whoever needs more than this is not a paper.
SECONDS = 10.0
# What one paper may be made of, and what it may become.
MOST_DATA, MOST_PDF = 1_000_000, 20_000_000


class PaperFailed(Exception):
    """No PDF. `told`: what Typst said with file and line (never shown to a resident); `message` its first line."""

    def __init__(self, code: str, told: str = "", message: str = "", hints: list[str] | None = None) -> None:
        super().__init__(f"{code}: {message or told}"[:400])
        self.code, self.told, self.message, self.hints = code, told, message, hints or []


@dataclass(frozen=True)
class Sheet:
    """A set of templates by its digest: `files` maps a name to its text, `main` is the one to typeset."""

    digest: str
    files: Mapping[str, str]
    main: str


@dataclass(frozen=True)
class Made:
    """A PDF, what Typst warned of, and the places kept free: name → page and box in points from the bottom left."""

    pdf: bytes
    warned: list[str] = field(default_factory=list)
    places: dict[str, Any] = field(default_factory=dict)
    pages: int = 1


class Machine:
    """One process and the pipe to it. Used by one thread at a time."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.home = Path(tempfile.mkdtemp(prefix="tinhso-papers-"))
        self.process = subprocess.Popen(  # noqa: S603 (our own program, no word of anybody among its arguments)
            [sys.executable, "-m", "tinhso.foundation.papers.machine", str(self.home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            close_fds=True,
            # No secret of the site, and no way out: a template that names a package of the net finds a closed door.
            env={
                "PATH": os.environ.get("PATH", ""),
                "PYTHONPATH": SOURCE,
                "LANG": "C.UTF-8",
                "HTTPS_PROXY": "http://127.0.0.1:9",
                "HTTP_PROXY": "http://127.0.0.1:9",
                "RAYON_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
            },
        )

    def alive(self) -> bool:
        """True while it can be asked, by the process that began it."""
        return self.owner == os.getpid() and self.process.poll() is None

    def close(self) -> None:
        """End it and remove what it kept."""
        if self.owner != os.getpid():
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def ask(self, task: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Its answer. Raises TimeoutError, or EOFError when it died."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        until, pipe = time.monotonic() + seconds, self.process.stdout.fileno()
        poll = select.poll()
        poll.register(pipe, select.POLLIN)

        def take(size: int) -> bytes:
            parts, missing = [], size
            while missing:
                left = until - time.monotonic()
                if left <= 0 or not poll.poll(left * 1000):
                    raise TimeoutError
                piece = os.read(pipe, min(missing, 1 << 20))
                if not piece:
                    break
                parts.append(piece)
                missing -= len(piece)
            return b"".join(parts)

        try:
            self.process.stdin.write(wire.packed(task))
            self.process.stdin.flush()
        except OSError as error:
            raise EOFError from error
        answer = wire.read(take)
        if answer is None:
            raise EOFError
        return answer


class Pool:
    """Processes that are begun when first asked for; a thread that finds all busy waits for one."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._reset()

    def _reset(self) -> None:
        self.owner = os.getpid()
        self.free: list[Machine] = []
        self.places = threading.BoundedSemaphore(self.size)

    @contextmanager
    def _machine(self) -> Any:
        if self.owner != os.getpid():  # forked: the parent's processes stay the parent's
            self._reset()
        if not self.places.acquire(timeout=SECONDS * 2):
            raise PaperFailed("busy")
        machine = None
        try:
            machine = self.free.pop() if self.free else None
            if machine is None or not machine.alive():
                if machine is not None:
                    machine.close()
                machine = Machine()
            yield machine
        finally:
            # Whoever found it dead or too slow closed it; a template's own fault leaves it as good as before.
            if machine is not None and machine.alive():
                self.free.append(machine)
            elif machine is not None:
                machine.close()
            self.places.release()

    def make(self, sheet: Sheet, task: dict[str, Any], seconds: float = SECONDS) -> Made:
        """A PDF of a sheet. Raises PaperFailed."""
        size = len(str(task.get("data")))
        if size > MOST_DATA:
            raise PaperFailed("too_much_data", message=str(size))
        for last in (False, True):
            try:
                with self._machine() as machine:
                    return self._ask(machine, sheet, task, seconds)
            except EOFError:
                # It ended after its share of papers, or died of this one: the second time tells which.
                if last:
                    raise PaperFailed("died") from None
            except TimeoutError:
                raise PaperFailed("too_slow") from None
        raise AssertionError

    @staticmethod
    def _ask(machine: Machine, sheet: Sheet, task: dict[str, Any], seconds: float) -> Made:
        try:
            whole = {**task, "set": sheet.digest, "main": sheet.main}
            head, body = machine.ask(whole, seconds)
            if head.get("need"):
                files = {"do": "keep", "set": sheet.digest, "files": dict(sheet.files)}
                kept, _nothing = machine.ask(files, seconds)
                if kept["ok"]:
                    head, body = machine.ask(whole, seconds)
        except BaseException:
            machine.close()
            raise
        if not head.get("ok"):
            raise PaperFailed(
                "template", str(head.get("error", "")), str(head.get("message", "")), head.get("hints")
            )
        if len(body) > MOST_PDF:
            raise PaperFailed("too_large", message=str(len(body)))
        return Made(body, list(head.get("warned") or []), dict(head.get("places") or {}), int(head["pages"]))

    def close(self) -> None:
        """End what is not in use."""
        while self.free:
            self.free.pop().close()


_POOL = Pool(int(os.environ.get("TINHSO_PAPER_PROCESSES", "1")))


def make(
    sheet: Sheet,
    data: Mapping[str, Any],
    *,
    at: int,
    qr: Mapping[str, str] | None = None,
    places: bool = False,
    standards: tuple[str, ...] = ("a-2b",),
    seconds: float = SECONDS,
) -> Made:
    """A PDF/A-2b, tagged. `data` reaches the template as one JSON text and never as source.

    `at`: the moment it bears, in seconds since 1970; `qr`: names of data that become PNG pictures of a text, as bytes in a list.
    Raises PaperFailed.
    """
    task = {
        "data": dict(data),
        "at": at,
        "qr": dict(qr or {}),
        "places": places,
        "standards": list(standards),
    }
    return _POOL.make(sheet, task, seconds)


def pictures(
    sheet: Sheet, data: Mapping[str, Any], *, at: int, qr: Mapping[str, str] | None = None, dots: int = 110
) -> list[bytes]:
    """The pages as PNG pictures (at most ten), `dots` to the inch. Raises PaperFailed."""
    task = {"data": dict(data), "at": at, "qr": dict(qr or {}), "dots": dots}
    made = _POOL.make(sheet, task)
    pages, at_byte = [], 0
    for size in made.places["sizes"]:
        pages.append(made.pdf[at_byte : at_byte + size])
        at_byte += size
    return pages


def close() -> None:
    """End the processes that wait for work (tests, benches)."""
    _POOL.close()
