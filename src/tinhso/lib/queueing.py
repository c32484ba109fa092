"""Putting a job into the worker's queue at most once."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued


def queue_once(queue: Callable[[], object]) -> bool:
    """Queue a job that has a queueing lock; False when the same one waits there already.

    The savepoint keeps the caller's transaction usable after the refusal.
    """
    try:
        with transaction.atomic():
            queue()
    except AlreadyEnqueued:
        return False
    return True
