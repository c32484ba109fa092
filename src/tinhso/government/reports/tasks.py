"""Jobs of the worker. Each bears being done twice."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="50 6 * * *", periodic_id="reports.remind")
@app.task(name="reports.remind", queueing_lock="reports.remind")
def remind_task(timestamp: int) -> int:
    """Remind of reports that are due or late; how many."""
    from tinhso.government.reports.actions.remind import remind

    return remind()
