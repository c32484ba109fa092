"""Whoever writes facts and whoever keeps what is known take turns."""

from __future__ import annotations

from django.db import connection

_TURNS = 7662022


def take_turns(*, alone: bool = False) -> None:
    """Within a transaction: whoever writes facts goes beside others, whoever keeps what is known goes alone.

    So nothing is written later with a moment at which a published figure says that all was known.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}({_TURNS})")
