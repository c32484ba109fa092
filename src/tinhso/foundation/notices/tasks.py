"""Deliveries as jobs: written with the notice, run after commit, tried again with growing pauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app

from tinhso.foundation.worktime.api import now


@app.task(name="notices.deliver")
def deliver_task(notice_id: str) -> None:
    """Deliver one notice; when it fails, ask for another try later."""
    from tinhso.foundation.notices.actions.deliver import deliver

    wait = deliver(UUID(notice_id))
    if wait is not None:
        deliver_task.configure(schedule_in={"seconds": wait}).defer(notice_id=notice_id)


@app.periodic(cron="*/10 * * * *", periodic_id="notices.rescue")
@app.task(name="notices.rescue", queueing_lock="notices.rescue")
def rescue_task(timestamp: int) -> int:
    """Each ten minutes: take up notices whose job was lost with a killed worker; how many."""
    lost = lost_notices()
    defer_delivery(lost)
    return len(lost)


# A job that waits will come, and one that a living worker holds is coming; any other is lost.
_LOST = """
SELECT n.id FROM notices_notice n
WHERE n.state = 'waiting' AND n.made_at < %s AND NOT EXISTS (
    SELECT 1 FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
    WHERE j.task_name = 'notices.deliver' AND j.args->>'notice_id' = n.id::text
    AND (j.status = 'todo' OR (j.status = 'doing' AND w.last_heartbeat > now() - interval '90 seconds')))
ORDER BY n.made_at LIMIT 200
"""


def lost_notices() -> list[UUID]:
    """Waiting notices, ten minutes old or more, that no job will deliver any more."""
    with connection.cursor() as cursor:
        cursor.execute(_LOST, [now() - timedelta(minutes=10)])
        return [row[0] for row in cursor.fetchall()]


def defer_delivery(notice_ids: Sequence[UUID]) -> None:
    """Put deliveries into the queue in the running transaction."""
    if notice_ids:
        jobs: list[Any] = [{"notice_id": str(notice_id)} for notice_id in notice_ids]
        deliver_task.batch_defer(*jobs)
