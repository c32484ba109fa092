"""Jobs of the worker: due moments every five minutes, reminders each hour, leftovers each night."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="*/5 * * * *", periodic_id="dossiers.due")
@app.task(name="dossiers.due", queueing_lock="dossiers.due")
def due_task(timestamp: int) -> int:
    """Deliver due-soon and overdue moments to the processes; how many."""
    from tinhso.government.dossiers.actions.remind import deliver_due_moments, lapse_prepayments

    return deliver_due_moments() + lapse_prepayments()


@app.periodic(cron="7 * * * *", periodic_id="dossiers.remind")
@app.task(name="dossiers.remind", queueing_lock="dossiers.remind")
def remind_task(timestamp: int) -> int:
    """Remind citizens of supplement deadlines; how many."""
    from tinhso.government.dossiers.actions.remind import remind_citizens

    return remind_citizens()


@app.periodic(cron="23 2 * * *", periodic_id="dossiers.sweep")
@app.task(name="dossiers.sweep", queueing_lock="dossiers.sweep")
def sweep_task(timestamp: int) -> int:
    """Remove expired drafts, keys and misses; how many drafts."""
    from tinhso.government.dossiers.actions.remind import remove_leftovers

    return remove_leftovers()


@app.periodic(cron="41 2 * * *", periodic_id="dossiers.archive")
@app.task(name="dossiers.archive", queueing_lock="dossiers.archive")
def archive_task(timestamp: int) -> int:
    """Each night: signed results that never end get what proves them for an archive; how many."""
    from tinhso.government.dossiers.actions.archive_results import archive_results
    from tinhso.lib.actor import Actor

    return archive_results(Actor.system("archive"))
