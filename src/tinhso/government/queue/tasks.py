"""Jobs of the worker. Each bears being done twice."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="10 * * * *", periodic_id="queue.close_days")
@app.task(name="queue.close_days", queueing_lock="queue.close_days")
def close_days_task(timestamp: int) -> int:
    """Close what earlier days left open; how many."""
    from tinhso.government.queue.actions.close_days import close_days

    return close_days()
