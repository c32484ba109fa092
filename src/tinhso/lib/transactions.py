"""One transaction without a needless savepoint; one worker at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from django.db import connection, transaction


def in_transaction() -> AbstractContextManager[Any]:
    """The caller's transaction, or one of its own.

    For steps that write last, after everything that may be refused: then a savepoint (two more round
    trips) would protect nothing.
    """
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


@contextmanager
def only_one(lock: int) -> Iterator[bool]:
    """True for the one process that holds this number for the length of the block, False for any other.

    Held by the connection, not by a transaction: the block may commit as it goes, and a killed process
    leaves nothing behind.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
