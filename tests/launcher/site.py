"""A whole running province for a test: the launcher itself, in a data folder of its own."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tinhso.launcher.caddy import free_port
from tinhso.launcher.places import Places
from tinhso.launcher.postgres import Server
from tinhso.launcher.prepare import STATE, State

PATIENCE = 300.0

GREETING = "Tỉnh Số đã mở tại"
# A front server that was killed leaves its port for a moment, and two of them can share one: each process of
# the suite has ports of its own, so that no visitor is answered by the province of another test.
FIRST_PORT = 18200 + 100 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


class RunningProvince:
    """`./tinhso run` as a child process; the embedded server always, whatever DATABASE_URL says."""

    first_port = FIRST_PORT

    def __init__(self, var: Path, *arguments: str) -> None:
        self.var = var
        self.arguments = arguments
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self.output = var / "launcher.log"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> RunningProvince:
        self.var.mkdir(parents=True, exist_ok=True)
        found = free_port(self.first_port, ["127.0.0.1"])
        assert found is not None
        self.port = found
        greeted = self.said().count(GREETING) if self.output.exists() else 0
        with self.output.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tinhso.launcher", "run", "--port", str(found), *self.arguments],
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        limit = time.monotonic() + PATIENCE
        while not (self.var / "run" / "address").exists() or self.said().count(GREETING) == greeted:
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < limit, self.said()
            time.sleep(0.1)
        return self

    def environment(self) -> dict[str, str]:
        """The settings that the launcher is given."""
        env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL" and not k.startswith("PYTEST_")}
        return {**env, "TINHSO_VAR": str(self.var)}

    def database(self) -> str:
        """The URL of its database."""
        return (self.var / "run" / "database-url").read_text().strip()

    def said(self) -> str:
        """What the launcher told the terminal."""
        return self.output.read_text(errors="replace")

    def pids(self, word: str) -> list[int]:
        """The launcher's own children whose command line holds this word."""
        assert self.process is not None
        found = []
        for line in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            try:
                command = Path(f"/proc/{line}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if word in command:
                found.append(int(line))
        return found

    def below(self, pid: int) -> list[int]:
        """The children of one process."""
        try:
            return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:
            return []

    def victims(self, part: str) -> list[int]:
        """The process of one part: `postgres`, `web` (with all its processes), `web-process` or `worker`."""
        if part == "postgres":
            return self.pids("bin/postgres ")
        if part == "worker":
            return self.pids("procrastinate worker")
        mains = self.pids("tinhso.launcher.web")
        return mains if part == "web" else [child for main in mains for child in self.below(main)][:1]

    def kill(self, part: str) -> bool:
        """kill -9 of one part; False when it is not running at this moment."""
        struck = False
        for pid in self.victims(part):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                struck = True
        return struck

    def get(self, path: str, timeout: float = 30.0) -> tuple[int, bytes]:
        """Status and body of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=timeout) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def ready(self, patience: float = 90.0) -> dict[str, Any]:
        """Wait until every part is fit again; the last answer."""
        limit = time.monotonic() + patience
        while True:
            try:
                status, body = self.get("/health/ready")
                if status == 200:
                    return dict(json.loads(body))
            except OSError:
                body = b""
            assert time.monotonic() < limit, (body, self.said())
            time.sleep(0.2)

    def stop(self, signum: signal.Signals = signal.SIGINT) -> int:
        """End it as Ctrl-C does; the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signum)
        return self.process.wait(60)


def first_start(shared: Path) -> RunningProvince:
    """The province that was started from nothing, for all test processes."""
    return RunningProvince(shared / "prepared" / "var", "--no-demo")


def prepared(var: Path, shared: Path) -> Path:
    """A data folder in which a province was already started once: a copy of the one in `shared`.

    Making a cluster, its tables and a province's content takes many seconds; those tests that are not
    about the first start begin with its outcome. Whoever comes first makes it for all test processes.
    """
    first = first_start(shared)
    model = first.var
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (model / STATE).exists():
            try:
                assert first.start().ready()["checks"]["worker"] == "ok"
                assert first.get("/")[0] == 200
            finally:
                first.stop()
    if not Server(Places(model)).identity.data.is_relative_to(model):
        return var  # the cluster stands elsewhere (no user namespaces): this one starts from nothing
    shutil.copytree(model, var, dirs_exist_ok=True, ignore=shutil.ignore_patterns("launcher.log"))
    _adopt(model, var)
    return var


def _adopt(model: Path, var: Path) -> None:
    """The copy belongs to whom the model belongs, and its notes speak of its own database."""
    for path in (var, *var.rglob("*")):
        found = (model / path.relative_to(var)).stat()
        os.chown(path, found.st_uid, found.st_gid)
    old, new = (State(Places(folder), Server(Places(folder)).url(), trusted=True) for folder in (model, var))
    for name, value in old.values.items():
        new.set(name, value.removeprefix(old.url + " "))
