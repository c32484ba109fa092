"""The embedded PostgreSQL 18: made once, started on a private socket, ended with the launcher."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from tinhso.launcher.children import Child, shim_command
from tinhso.launcher.identity import ServerIdentity, server_identity
from tinhso.launcher.places import Places, runtime_dir
from tinhso.launcher.say import Stop

SUPERUSER = "tinhso"
PATIENCE = 60.0
# Sized for two cores and a few GB; statements and details stay out of the log since they hold personal data.
TUNING = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "huge_pages": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


class Server:
    """The server of one world. `throwaway` gives up durability for speed: only for tests."""

    def __init__(self, places: Places, *, throwaway: bool = False) -> None:
        self.places = places
        self.identity: ServerIdentity = server_identity(places)
        self.folder = runtime_dir(places.var, owner=self.identity.owner)
        self.settings = {**TUNING, **(THROWAWAY if throwaway else {})}
        self.child: Child | None = None

    def url(self, database: str = "tinhso") -> str:
        """The URL of a database of this server."""
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self.folder), safe='/')}"

    def make(self) -> bool:
        """Make the data folder when it is missing; True when it was made."""
        data = self.identity.data
        if (data / "PG_VERSION").exists():
            self._check_version(data)
            return False
        data.parent.mkdir(parents=True, exist_ok=True)
        initdb = [
            str(self.identity.programs / "initdb"), "-D", str(data), "-U", SUPERUSER, "-E", "UTF8",
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=trust",
            "--data-checksums", "--no-instructions",
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603
            shim_command(initdb, self.identity.shim), capture_output=True, text=True, cwd="/"
        )
        if done.returncode != 0:
            raise Stop(f"không tạo được kho dữ liệu ở {data}: {done.stderr.strip()[-400:]}")
        return True

    def _check_version(self, data: Path) -> None:
        found = (data / "PG_VERSION").read_text().strip()
        if found != "18":
            raise Stop(
                f"kho dữ liệu {data} thuộc PostgreSQL {found}, cần 18; xem docs/guides/back-up-and-restore.md."
            )

    def start(self) -> Child:
        """Start the server and wait until it answers."""
        self._end_leftover()
        command = [str(self.identity.programs / "postgres"), "-D", str(self.identity.data)]
        command += ["-k", str(self.folder)]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        self.child = Child(
            "PostgreSQL",
            command,
            self.places.log / "postgres.log",
            identity=self.identity.shim,
            ending=signal.SIGINT,
            before=self._end_leftover,
        )
        self.child.start()
        self.wait_ready()
        return self.child

    def wait_ready(self) -> None:
        limit = time.monotonic() + PATIENCE
        while not self.answers():
            if self.child is None or not self.child.running() or time.monotonic() > limit:
                raise Stop(
                    f"PostgreSQL không khởi động được; xem nhật ký {self.places.log / 'postgres.log'}."
                )
            time.sleep(0.02)

    def answers(self) -> bool:
        """True when the server's own note says that it takes connections."""
        lines = _note(self.identity.data)
        pid = self.child.process.pid if self.child and self.child.process else 0
        return len(lines) >= 8 and lines[7].strip() == "ready" and lines[0].strip() == str(pid)

    def _end_leftover(self) -> None:
        """A server that an earlier launcher left behind is asked to end before a new one starts."""
        lines = _note(self.identity.data)
        pid = int(lines[0]) if lines and lines[0].strip().isdigit() else 0
        if pid and _is_postgres(pid, self.identity.data):
            os.kill(pid, signal.SIGINT)
            limit = time.monotonic() + 30
            while _is_postgres(pid, self.identity.data):
                if time.monotonic() > limit:
                    raise Stop(f"PostgreSQL cũ (tiến trình {pid}) không chịu dừng; hãy dừng nó rồi chạy lại.")
                time.sleep(0.05)

    def stop(self) -> None:
        """A fast stop: open transactions are rolled back, confirmed ones are on disk."""
        if self.child is not None:
            self.child.stop(30.0)

    def forget(self) -> None:
        """Remove the data of a throwaway server, wherever it lies."""
        shutil.rmtree(self.identity.data, ignore_errors=True)
        if self.identity.owner is not None:
            shutil.rmtree(self.identity.data.parent, ignore_errors=True)


def _note(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _is_postgres(pid: int, data: Path) -> bool:
    """True when this process is a PostgreSQL server of this data folder, not a reused number."""
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return str(data).encode() in arguments and arguments[0].endswith(b"postgres")
