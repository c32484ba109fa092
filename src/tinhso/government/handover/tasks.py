"""Jobs of the worker. Each bears being done twice."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from tinhso.foundation.worktime.api import now


@app.task(name="handover.wallet")
def wallet_task(sending_id: str) -> None:
    """Deliver one document to its wallet; when it fails, ask for another try later."""
    from tinhso.government.handover.actions.wallet import deliver

    wait = deliver(UUID(sending_id))
    if wait is not None:
        wallet_task.configure(schedule_in={"seconds": wait}).defer(sending_id=sending_id)


@app.periodic(cron="*/10 * * * *", periodic_id="handover.rescue")
@app.task(name="handover.rescue", queueing_lock="handover.rescue")
def rescue_task(timestamp: int) -> int:
    """Take up documents whose job was lost with a killed worker; how many."""
    from tinhso.government.handover.actions.wallet import overdue

    lost = overdue(now())
    for one in lost:
        wallet_task.defer(sending_id=str(one))
    return len(lost)
