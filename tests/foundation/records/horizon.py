"""Sealing in tests that run beside other tests on one PostgreSQL."""

from __future__ import annotations

import time

from django.db import connection

from tinhso.foundation.records.api import seal


def seal_all() -> int:
    """`seal()` once everything this test committed lies below the horizon; the number of seals made.

    The horizon is the server's: a transaction of another test process that ends at this very moment holds
    it back, and a seal made then rightly leaves the newest entries to the next one.
    """
    settled()
    return seal()


def settled() -> None:
    """Wait until everything this test committed lies below the horizon."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        newest = cursor.fetchone()[0]
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            cursor.execute("SELECT records_horizon() > %s::xid8", [str(newest)])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("the horizon did not pass what this test committed")
