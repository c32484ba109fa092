"""Periodic work of identity."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from procrastinate.contrib.django import app


@app.periodic(cron="41 * * * *", periodic_id="identity.sessions")
@app.task(name="identity.sessions", queueing_lock="identity.sessions")
def sessions_task(timestamp: int) -> None:
    """Each hour: forget sessions whose time is over. Visitors without an account open them too."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
