"""Shared fixtures. Every test runs against real PostgreSQL."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests import rows
from tinhso.lib.held import forget_all

# A property holds or not; how long a busy machine takes to make its examples is no part of it.
settings.register_profile("tinhso", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tinhso")

# Django's own way empties two hundred tables and writes a thousand rows of rights after each test that commits.
TransactionTestCase._fixture_teardown = lambda self: rows.empty()  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    """Each test has its own rows: nothing read by an earlier one may be remembered."""
    forget_all()
    yield
    forget_all()


@pytest.fixture(autouse=True)
def _queue_left_empty(request: pytest.FixtureRequest) -> Iterator[None]:
    """Jobs that a test committed go with its rows: the queue's tables are not Django's to empty."""
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    if not commits and "transactional_db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


# The longest files in this order: no long one is what is left over, and the one that makes the first whole
# province for all others is followed by some that need none.
FIRST = (
    "launcher/test_kill.py",
    "guards/test_tables.py",
    "security/test_requests.py",
    "launcher/test_backup.py",
    "security/test_fuzzed_forms.py",
    "scanning/test_way.py",
    "launcher/test_run.py",
    "demo/test_seed.py",
    "journeys/test_every_page.py",
)


def pytest_collection_finish() -> None:
    """What is loaded now stays: walking through it again and again for rubbish was a tenth of the processor."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, then what starts whole provinces: it mostly waits."""

    def place(item: pytest.Item) -> tuple[int, bool]:
        path = "/".join(item.path.parts[-2:])
        return FIRST.index(path) if path in FIRST else len(FIRST), "launcher" not in item.path.parts

    items.sort(key=place)
