"""Jobs of the worker. Each bears being done twice."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="*/5 * * * *", periodic_id="payments.recheck")
@app.task(name="payments.recheck", queueing_lock="payments.recheck")
def recheck_task(timestamp: int) -> int:
    """Ask about open payments between half an hour and three days old; how many found their end."""
    from tinhso.government.payments import gateway
    from tinhso.government.payments.actions.requery import recheck_due

    return recheck_due() if gateway.connected() else 0


@app.periodic(cron="40 2 * * *", periodic_id="payments.forget")
@app.task(name="payments.forget", queueing_lock="payments.forget")
def forget_task(timestamp: int) -> int:
    """Each night: forget payers whom retention keeps no longer; how many rows."""
    from tinhso.government.payments.actions.forget_payers import forget_payers

    return forget_payers()


@app.periodic(cron="15 5 * * *", periodic_id="payments.reconcile")
@app.task(name="payments.reconcile", queueing_lock="payments.reconcile")
def reconcile_task(timestamp: int) -> int:
    """Each morning: compare yesterday's books with everything that is known by then; how many agencies."""
    from tinhso.government.payments.actions.reconcile import reconcile_yesterday

    return reconcile_yesterday()
