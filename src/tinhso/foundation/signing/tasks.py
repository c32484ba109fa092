"""Jobs of the worker. Each bears being done twice; none carries a PIN."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

SOON = 3


@app.task(name="signing.carry_on")
def carry_on_task(batch_id: str) -> bool:
    """Carry a batch on; again shortly when it waits for its person."""
    from tinhso.foundation.signing.actions.carry_on import carry_on
    from tinhso.foundation.signing.actions.sign import queue

    waits = carry_on(UUID(batch_id))
    if waits:
        queue(UUID(batch_id), SOON)
    return waits


@app.periodic(cron="* * * * *", periodic_id="signing.left_over")
@app.task(name="signing.left_over", queueing_lock="signing.left_over")
def left_over_task(timestamp: int) -> int:
    """Each minute: batches that nobody has touched for one go on; how many."""
    from tinhso.foundation.signing.actions.sign import queue
    from tinhso.foundation.signing.models import Batch
    from tinhso.foundation.worktime.api import now

    rows = Batch.objects.filter(ended_at=None, touched_at__lt=now() - timedelta(minutes=1))
    idents = list(rows.exclude(certificate__kind="token").values_list("pk", flat=True)[:100])
    for ident in idents:
        queue(ident)
    return len(idents)


@app.periodic(cron="11 * * * *", periodic_id="signing.follow")
@app.task(name="signing.follow", queueing_lock="signing.follow")
def follow_task(timestamp: int) -> int:
    """Each hour: what waits for an abolished agency goes to its successor; how many."""
    from tinhso.foundation.signing.actions.follow import follow_agencies
    from tinhso.lib.actor import Actor

    return follow_agencies(Actor.system("signing"))
