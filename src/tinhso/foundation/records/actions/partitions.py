"""Partitions ahead of time."""

from __future__ import annotations

from django.db import connection

from tinhso.foundation.worktime.api import real_now

AHEAD = 4


def make_partitions() -> int:
    """Make the partitions of this month and the next three, where missing; how many were made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT records_make_partitions(%s, %s)", [real_now().date(), AHEAD])
        return int(cursor.fetchone()[0])
