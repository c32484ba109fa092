"""Jobs of the worker. Each bears being done twice."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="40 6 * * *", periodic_id="directives.watch")
@app.task(name="directives.watch", queueing_lock="directives.watch")
def watch_task(timestamp: int) -> int:
    """Remind, and escalate what is at risk, overdue or not taken; how many."""
    from tinhso.government.directives.actions.watch import watch

    return watch()
