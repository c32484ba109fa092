"""Deliveries as jobs: written with the notice, run after commit, tried again with growing pauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from tinhso.foundation.notices.models import Notice
from tinhso.foundation.worktime.api import now


@app.task(name="notices.deliver")
def deliver_task(notice_id: str) -> None:
    """Deliver one notice; when it fails, ask for another try later."""
    from tinhso.foundation.notices.actions.deliver import deliver

    wait = deliver(UUID(notice_id))
    if wait is not None:
        later = deliver_task.configure(schedule_in={"seconds": wait}, lock=f"notice-{notice_id}")
        later.defer(notice_id=notice_id)


@app.periodic(cron="*/10 * * * *", periodic_id="notices.rescue")
@app.task(name="notices.rescue", queueing_lock="notices.rescue")
def rescue_task(timestamp: int) -> int:
    """Each ten minutes: take up notices whose job was lost with a killed worker; how many."""
    old = now() - timedelta(hours=4)
    lost = Notice.objects.filter(state="waiting", made_at__lt=old).values_list("id", flat=True)[:200]
    for notice_id in lost:
        deliver_task.configure(lock=f"notice-{notice_id}").defer(notice_id=str(notice_id))
    return len(lost)


def defer_delivery(notice_ids: Sequence[UUID]) -> None:
    """Put deliveries into the queue in the running transaction."""
    if notice_ids:
        jobs: list[Any] = [{"notice_id": str(notice_id)} for notice_id in notice_ids]
        deliver_task.batch_defer(*jobs)
