"""Periodic work of the log."""

from __future__ import annotations

from procrastinate.contrib.django import app

from tinhso.foundation.records.actions.partitions import make_partitions
from tinhso.foundation.records.actions.seal import seal


@app.periodic(cron="* * * * *", periodic_id="records.seal")
@app.task(name="records.seal", queueing_lock="records.seal")
def seal_task(timestamp: int) -> int:
    """Each minute: seal everything committed."""
    return seal()


@app.periodic(cron="7 2 * * *", periodic_id="records.partitions")
@app.task(name="records.partitions", queueing_lock="records.partitions")
def partitions_task(timestamp: int) -> int:
    """Each night: make the partitions of the coming months."""
    return make_partitions()
