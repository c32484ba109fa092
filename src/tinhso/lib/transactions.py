"""One transaction, without a savepoint where one is already open."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connection, transaction


def in_transaction() -> AbstractContextManager[Any]:
    """The caller's transaction, or one of its own.

    For steps that write last, after everything that may be refused: then a savepoint (two more round
    trips) would protect nothing.
    """
    return nullcontext() if connection.in_atomic_block else transaction.atomic()
