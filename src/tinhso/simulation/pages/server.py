"""The simulation's own web process: granian on a socket that only this user reaches, with the simulation's clock."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
from django.conf import settings
from django.db import connection

from tinhso.foundation.worktime.lent_clock import KEY
from tinhso.launcher.children import shim_command

PATIENCE = 60.0


@dataclass(frozen=True)
class Site:
    """A running web process: how it is reached, and the key that lends it the clock."""

    transport: httpx.HTTPTransport
    key: str


@contextmanager
def serving() -> Iterator[Site]:
    """Start the process on this database, and end it; it ends by itself when this process is killed."""
    key = secrets.token_urlsafe(32)
    with tempfile.TemporaryDirectory(prefix="tinhso-") as folder:
        socket, log = Path(folder) / "web.sock", Path(folder) / "web.log"
        with log.open("wb") as out:
            # Behind the shim: a simulation that is killed takes its web process with it.
            command = shim_command([sys.executable, "-m", "tinhso.launcher.web", str(socket), "1", "4"])
            child = subprocess.Popen(command, env=_environment(key), stdout=out, stderr=out)  # noqa: S603
        transport = httpx.HTTPTransport(uds=str(socket))
        try:
            _wait(child, transport, key, log)
            yield Site(transport, key)
        finally:
            transport.close()
            child.terminate()
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _wait(child: subprocess.Popen[bytes], transport: httpx.HTTPTransport, key: str, log: Path) -> None:
    from tinhso.simulation.pages.browser import stamped

    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if child.poll() is not None:
            raise RuntimeError(f"Máy chủ web của mô phỏng không chạy được: {log.read_text()[-2000:]}")
        try:
            request = httpx.Request("GET", "http://localhost/health/live", headers=stamped({KEY: key}))
            if transport.handle_request(request).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError("Máy chủ web của mô phỏng không trả lời.")


def _environment(key: str) -> dict[str, str]:
    """This process's own world: the same database, files, secret and front door, and a key beside them."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tinhso.conf.settings",
        "TINHSO_ENV": "demo",
        "DATABASE_URL": _database(),
        "TINHSO_VAR": str(settings.VAR),
        "TINHSO_STORAGE": str(settings.STORAGE_DIR),
        "TINHSO_PROVINCE": str(settings.PROVINCE_DIR),
        "TINHSO_SECRET_KEY": settings.SECRET_KEY,
        "TINHSO_FRONT_DOOR": settings.TINHSO_FRONT_DOOR or "law",
        "TINHSO_AS_OF": settings.AS_OF or "",
        "TINHSO_HOSTS": "localhost",
        "TINHSO_SIMULATION_KEY": key,
        "TINHSO_LAN": "",
        "TINHSO_LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(settings.ROOT / "src"),
    }


def _database() -> str:
    told = connection.settings_dict
    who = quote(str(told["USER"] or ""), safe="")
    if told["PASSWORD"]:
        who += ":" + quote(str(told["PASSWORD"]), safe="")
    query = {name: str(told[name.upper()]) for name in ("host", "port") if told[name.upper()]}
    plain = {name: value for name, value in told["OPTIONS"].items() if isinstance(value, str)}
    return f"postgresql://{who}@/{told['NAME']}?{urlencode({**query, **plain}, quote_via=quote)}"
