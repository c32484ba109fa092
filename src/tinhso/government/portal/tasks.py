"""Jobs of the worker: packages and outbox each minute, comparison each night. Each bears being done twice."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *", periodic_id="portal.take_in")
@app.task(name="portal.take_in", queueing_lock="portal.take_in")
def take_in_task(timestamp: int) -> int:
    """Try the packages whose moment has come; how many entered a dossier."""
    from tinhso.government.portal.actions.lost import notice_lost
    from tinhso.government.portal.actions.take_in import take_in_due

    taken = take_in_due()
    notice_lost()
    return taken


@app.periodic(cron="* * * * *", periodic_id="portal.send")
@app.task(name="portal.send", queueing_lock="portal.send")
def send_task(timestamp: int) -> int:
    """Bring new acts into the outbox and send what is due; how many lines were sent."""
    from tinhso.government.portal.actions.gather import gather
    from tinhso.government.portal.actions.send import send_due

    gather()
    return send_due().sent


@app.periodic(cron="35 1 * * *", periodic_id="portal.compare")
@app.task(name="portal.compare", queueing_lock="portal.compare")
def compare_task(timestamp: int) -> int:
    """Compare both sides; how many dossiers differ."""
    from tinhso.government.portal.actions.compare import compare_due
    from tinhso.government.portal.actions.take_in import forget_refused

    forget_refused()
    return compare_due()
