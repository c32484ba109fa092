"""The worker empties the outbox every few seconds. A notice needs no job of its own: its row says what is due."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * * */5", periodic_id="notices.send")
@app.task(name="notices.send", queueing_lock="notices.send")
def send_task(timestamp: int) -> int:
    """Each five seconds: deliver what is due; how many were tried."""
    from tinhso.foundation.notices.actions.send import send_due

    return send_due()
