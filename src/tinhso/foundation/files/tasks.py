"""Periodic work of files."""

from __future__ import annotations

from procrastinate.contrib.django import app

from tinhso.foundation.files.actions.sweep import sweep


@app.periodic(cron="17 * * * *", periodic_id="files.sweep")
@app.task(name="files.sweep", queueing_lock="files.sweep")
def sweep_task(timestamp: int) -> int:
    """Each hour: remove what nobody finished or used."""
    return sweep()
