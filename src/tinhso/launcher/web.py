"""`python -m tinhso.launcher.web SOCKET WORKERS THREADS`: granian with the application loaded once.

The application is imported before the worker processes are forked: two workers start as fast as one, and
a worker that was killed is back at once.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

TARGET = "tinhso.conf.wsgi:application"


def load_application() -> Callable[..., Any]:
    """The WSGI application with its routes resolved."""
    from django.urls import get_resolver

    from tinhso.conf.wsgi import application

    get_resolver().url_patterns  # noqa: B018  importing every room's views is the slow part
    return application


def main(argv: list[str]) -> None:
    """Serve until SIGTERM."""
    socket, workers, threads = Path(argv[0]), int(argv[1]), int(argv[2])
    multiprocessing.set_start_method("fork")
    application = load_application()
    gc.collect()
    gc.freeze()
    server = Server(
        TARGET,
        uds=socket,
        uds_permissions=0o600,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=threads,
        backlog=512,
        backpressure=64,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=8,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=lambda: application, wrap_loader=False)


if __name__ == "__main__":
    main(sys.argv[1:])
