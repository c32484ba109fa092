"""Queueing the machine's work once what it works on is committed.

A job's own `defer` goes over the worker's connection, not over the transaction: queued inside, it would start before
its batch can be seen. What a stop between commit and queue leaves behind is queued by `queue_left_over`.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tinhso.foundation.worktime.api import now
from tinhso.government.scanning.models import Batch, Paper
from tinhso.lib.queueing import queue_once

LEFT_OVER = timedelta(minutes=10)
MOST = 500


def queue_reading(batch_id: UUID) -> None:
    """Have the batch parted into papers, after the running transaction."""
    transaction.on_commit(lambda: _read(batch_id))


def queue_text(paper_id: UUID) -> None:
    """Have the paper's words read, after the running transaction."""
    transaction.on_commit(lambda: _text(paper_id))


def queue_left_over() -> int:
    """Queue again what has waited too long; how many. What still stands in the queue is not queued twice."""
    before = now() - LEFT_OVER
    batches = Batch.objects.filter(state=Batch.State.READING, made_at__lt=before).order_by("pk")
    papers = Paper.objects.filter(text_state=Paper.Text.WAITING, batch__read_at__lt=before).order_by("pk")
    count = sum(_read(ident) for ident in batches.values_list("pk", flat=True)[:MOST])
    return count + sum(_text(ident) for ident in papers.values_list("pk", flat=True)[:MOST])


def _read(batch_id: UUID) -> bool:
    from tinhso.government.scanning.tasks import read_task

    lock = f"scanning.read.{batch_id}"
    return queue_once(lambda: read_task.configure(queueing_lock=lock).defer(batch_id=str(batch_id)))


def _text(paper_id: UUID) -> bool:
    from tinhso.government.scanning.tasks import text_task

    lock = f"scanning.text.{paper_id}"
    return queue_once(lambda: text_task.configure(queueing_lock=lock).defer(paper_id=str(paper_id)))
