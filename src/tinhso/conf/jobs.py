"""Jobs that a killed worker left behind, of whatever room: taken up again, or ended when they kill each worker."""

from __future__ import annotations

from django.db import connection, transaction
from procrastinate.contrib.django import app

MOST_ATTEMPTS = 5
# A living worker's heart beats every ten seconds; the row of a dead one is swept by the next that starts.
_STALLED = """
SELECT j.id, j.attempts, j.queueing_lock
FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - interval '90 seconds')
ORDER BY j.id LIMIT 200 FOR UPDATE OF j SKIP LOCKED
"""
_FOLLOWED = "SELECT 1 FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = %s"


def take_up_stalled_jobs() -> int:
    """Queue every job again that no living worker holds; how many.

    A job that was begun five times without an end is marked as failed, and so is one whose successor already
    waits under the same lock (the next round of periodic work): that one does its work. Jobs must bear being
    done twice; ours do, since each asks the database what is still to do.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_STALLED)
        again = 0
        for job_id, attempts, lock in cursor.fetchall():
            cursor.execute(_FOLLOWED, [lock])
            if cursor.fetchone() or attempts >= MOST_ATTEMPTS:
                cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job_id])
                continue
            cursor.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [job_id])
            again += 1
    return again


# The name is the one under which earlier releases queued it: what still waits in a queue finds its task here.
@app.periodic(cron="*/2 * * * *", periodic_id="jobs.stalled")
@app.task(name="jobs.stalled", queueing_lock="jobs.stalled")
def stalled_task(timestamp: int) -> int:
    """Every two minutes: take up the jobs of every room that a killed worker left behind; how many."""
    return take_up_stalled_jobs()
