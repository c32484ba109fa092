"""Jobs of a killed worker, of any room, come back; those that kill every worker do not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from tests.foundation.notices.test_delivery import ROOT, database_url
from tinhso.conf.jobs import MOST_ATTEMPTS, stalled_task, take_up_stalled_jobs

# A worker with one job: the first run is killed in its middle, the second writes a line and ends.
WORKER = """
import os, signal, sys, django
django.setup()
from pathlib import Path
from procrastinate.contrib.django import app
mark, kill = Path(sys.argv[1]), sys.argv[2] == "die"

@app.task(name="test.room")
def job(what):
    with mark.open("a") as out:
        out.write(what)
    if kill:
        os.kill(os.getpid(), signal.SIGKILL)

if kill:
    job.defer(what="x")
real = app.with_connector(app.connector.get_worker_connector())
with real.replace_connector(real.connector):
    real.run_worker(wait=False, listen_notify=False, concurrency=1, install_signal_handlers=False)
"""


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """Rows other processes see; the queue's tables are not Django's, so nobody else empties them."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def run_worker(mark: Path, way: str) -> int:
    worker = subprocess.run(
        [sys.executable, "-c", WORKER, str(mark), way],
        env={**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tinhso.conf.settings",
             "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert worker.returncode in (0, -signal.SIGKILL), worker.stderr[-2000:]
    return worker.returncode


def states() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'test.room'")
        return list(cursor.fetchall())


@pytest.mark.slow
def test_a_job_of_a_killed_worker_is_done_by_the_next(committed: None, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    assert run_worker(mark, "die") == -signal.SIGKILL
    assert states() == [("doing", 0)]
    assert take_up_stalled_jobs() == 0, "its heart beat a moment ago"
    assert run_worker(mark, "live") == 0
    assert mark.read_text() == "x", "nobody takes a job that is being done"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    assert stalled_task.func(0) == 1
    assert run_worker(mark, "live") == 0
    assert mark.read_text() == "xx"
    assert [state for state, _attempts in states()] == ["succeeded"]


def test_the_worker_knows_the_task_by_the_name_that_queues_hold() -> None:
    """No room imports it: the setting does, and a job queued by an earlier release finds it."""
    assert app.tasks["jobs.stalled"].func is stalled_task.func
    assert "jobs.stalled" in {task.periodic_id for task in app.periodic_registry.periodic_tasks.values()}


def job(lock: str | None, status: str, attempts: int = 0) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, attempts)"
            " VALUES ('default', 'test.room', %s, %s, %s) RETURNING id",
            [lock, status, attempts],
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_one_that_is_followed_or_kills_every_worker_ends() -> None:
    job("seal", "doing")
    job("seal", "doing")
    job("other", "doing")
    job("other", "todo")
    job(None, "doing", MOST_ATTEMPTS)
    assert take_up_stalled_jobs() == 1
    assert sorted(state for state, _attempts in states()) == ["failed", "failed", "failed", "todo", "todo"]
    assert take_up_stalled_jobs() == 0
