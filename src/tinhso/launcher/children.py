"""Children of the launcher: started in their own group, ended with it, started again when they crash."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SHIM = Path(__file__).with_name("shim.py")
LOG_LIMIT = 20_000_000
FIRST_WAIT, CALM = 0.2, 60.0
LONGEST_WAIT = float(os.environ.get("TINHSO_LONGEST_WAIT", "15"))


def shim_command(
    command: Sequence[str], identity: str = "-", ending: signal.Signals = signal.SIGTERM
) -> list[str]:
    """The command behind the shim: it gets `ending` when the launcher dies, and runs as `identity`."""
    return [
        sys.executable, "-I", "-S", str(SHIM), str(os.getpid()), str(int(ending)), identity, "--", *command
    ]  # fmt: skip


def open_log(path: Path) -> int:
    """The log file to append to; a large one is put aside once as `.1`."""
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_name(path.name + ".1"))
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


@dataclass
class Child:
    """One program that must keep running. `before` makes the ground clean before each start."""

    name: str
    command: Sequence[str]
    log: Path
    env: dict[str, str] = field(default_factory=dict)
    identity: str = "-"
    ending: signal.Signals = signal.SIGTERM
    before: Callable[[], None] | None = None
    once: bool = False
    process: subprocess.Popen[bytes] | None = None
    wait: float = FIRST_WAIT
    due: float = 0.0
    began: float = 0.0

    def start(self) -> None:
        """Start it in its own process group, so that Ctrl-C reaches the launcher alone."""
        if self.before:
            self.before()
        log = open_log(self.log)
        try:
            self.process = subprocess.Popen(  # noqa: S603
                shim_command(self.command, self.identity, self.ending),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.env},
                start_new_session=True,
                cwd=self.log.parent,
            )
        finally:
            os.close(log)
        self.began = time.monotonic()
        self.due = 0.0

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, signum: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signum)

    def clear_group(self) -> None:
        """End what a crashed child left behind in its group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self, patience: float) -> bool:
        """Ask it to end and wait up to `patience` seconds; False when it had to be killed."""
        self.send(self.ending)
        return self.wait_end(patience)

    def wait_end(self, patience: float) -> bool:
        if self.process is None:
            return True
        try:
            self.process.wait(patience)
            ended = True
        except subprocess.TimeoutExpired:
            ended = False
        self.clear_group()
        self.process.wait()
        return ended


class Supervisor:
    """Keeps the children running; a child that crashes again and again waits longer each time."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.children: list[Child] = []
        self.tell = tell
        self.ending = False

    def add(self, child: Child) -> Child:
        self.children.append(child)
        child.start()
        return child

    def look(self) -> None:
        """Start again what crashed and whose waiting time is over."""
        now = time.monotonic()
        for child in self.children:
            if child.running():
                continue
            if child.once and child.process is not None and not child.due:
                continue
            if not child.due:
                self._plan(child, now)
            elif now >= child.due:
                child.start()

    def _plan(self, child: Child, now: float) -> None:
        code = child.process.returncode if child.process else None
        child.clear_group()
        child.wait = FIRST_WAIT if now - child.began > CALM else min(child.wait * 2, LONGEST_WAIT)
        child.due = now + child.wait
        self.tell(f"! {child.name} dừng đột ngột (mã {code}); khởi động lại. Nhật ký: {child.log}")

    def stop(self, patience: float = 10.0) -> None:
        """End all children: those in front first, all of them together, PostgreSQL is not among them."""
        self.ending = True
        for child in reversed(self.children):
            child.send(child.ending)
        limit = time.monotonic() + patience
        for child in reversed(self.children):
            child.wait_end(max(0.1, limit - time.monotonic()))
        self.children = []
