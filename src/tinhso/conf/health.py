"""Is the process alive, and is the site ready? For load balancers and for the launcher."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access
from tinhso.foundation.worktime.api import real_now

WORKER_SILENCE = timedelta(seconds=90)
LOWEST_DISK = 500_000_000
_migrated = False


@access("public")
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 while this process answers; asks nothing else."""
    return _answer({"status": "ok"}, 200)


@access("public")
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations, worker and disk are fit; otherwise 503, naming the part at fault.

    The parts are named, never described: this page is public.
    """
    parts = {name: _checked(check) for name, check in CHECKS.items()}
    fit = all(parts.values())
    words = {name: "ok" if good else "fault" for name, good in parts.items()}
    return _answer({"status": "ok" if fit else "fault", "checks": words}, 200 if fit else 503)


def _answer(body: dict[str, object], status: int) -> JsonResponse:
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _checked(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        return False


def database_answers() -> bool:
    """True when the database answers a query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_done() -> bool:
    """True when no migration of this version is missing; once true it stays so for this process."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def worker_beats() -> bool:
    """True when a worker gave a sign of life within the last ninety seconds (real time)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        row = cursor.fetchone()
    return bool(row and row[0] and real_now() - row[0] < WORKER_SILENCE)


def disk_has_room() -> bool:
    """True while at least 500 MB are free where files are stored."""
    folder = settings.STORAGE_DIR if settings.STORAGE_DIR.exists() else settings.VAR
    return shutil.disk_usage(folder).free >= LOWEST_DISK


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_done,
    "worker": worker_beats,
    "disk": disk_has_room,
}
