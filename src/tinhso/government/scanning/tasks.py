"""Jobs of the worker, in queues of their own. Each bears being done twice; the locks leave room for other jobs."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

QUEUE, TEXT_QUEUE = "scanning", "scanning_text"


@app.task(name="scanning.read", queue=QUEUE, lock="scanning.read")
def read_task(batch_id: str) -> int:
    """Part a batch into papers; how many."""
    from tinhso.government.scanning.actions.read_batch import read_batch

    return read_batch(UUID(batch_id))


@app.task(name="scanning.text", queue=TEXT_QUEUE, lock="scanning.text")
def text_task(paper_id: str) -> str:
    """Read the words of a paper; what came of it."""
    from tinhso.government.scanning.actions.read_text import read_text

    return read_text(UUID(paper_id))


@app.periodic(cron="* * * * *", periodic_id="scanning.take_in")
@app.task(name="scanning.take_in", queue=QUEUE, queueing_lock="scanning.take_in")
def take_in_task(timestamp: int) -> int:
    """Take what lies whole in the folders of all scanners; how many files."""
    from tinhso.government.scanning.actions.take_in import take_in_all

    return take_in_all()


@app.periodic(cron="*/10 * * * *", periodic_id="scanning.left_over")
@app.task(name="scanning.left_over", queue=QUEUE, queueing_lock="scanning.left_over")
def left_over_task(timestamp: int) -> int:
    """Queue what a stop left without its job; how many."""
    from tinhso.government.scanning.actions._jobs import queue_left_over

    return queue_left_over()
