"""Jobs of the worker: facts each minute, all of them compared each night, reminders each morning. Each bears being done twice."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *", periodic_id="indices.refresh")
@app.task(name="indices.refresh", queueing_lock="indices.refresh")
def refresh_task(timestamp: int) -> int:
    """Take new acts into the facts, and what was said of procedures; how many changed."""
    from tinhso.government.indices.actions.refresh_facts import refresh
    from tinhso.government.indices.actions.refresh_services import refresh_services

    return refresh() + refresh_services()


@app.periodic(cron="20 2 * * *", periodic_id="indices.sweep")
@app.task(name="indices.sweep", queueing_lock="indices.sweep")
def sweep_task(timestamp: int) -> int:
    """Compare everything with its fact; how many had to be written."""
    from tinhso.government.indices.actions.refresh_facts import sweep
    from tinhso.government.indices.actions.refresh_services import refresh_services

    return sweep() + refresh_services(always=True)


@app.periodic(cron="50 6 * * *", periodic_id="indices.remind")
@app.task(name="indices.remind", queueing_lock="indices.remind")
def remind_task(timestamp: int) -> int:
    """Remind who has still to declare, verify, appeal, judge or publish; how many were told."""
    from tinhso.government.indices.actions.remind import remind

    return remind()
