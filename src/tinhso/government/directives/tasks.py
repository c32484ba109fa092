"""Jobs of the worker. Each bears being done twice."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="40 6 * * *", periodic_id="directives.watch")
@app.task(name="directives.watch", queueing_lock="directives.watch")
def watch_task(timestamp: int) -> int:
    """Remind, and escalate what is at risk, overdue or not taken; how many."""
    from tinhso.government.directives.actions.watch import watch

    return watch()


@app.periodic(cron="30 5 * * *", periodic_id="directives.measure")
@app.task(name="directives.measure", queueing_lock="directives.measure")
def measure_task(timestamp: int) -> int:
    """Write down what was measured of every target; how many have a value."""
    from tinhso.government.directives.actions.measure import measure_all

    return measure_all()
