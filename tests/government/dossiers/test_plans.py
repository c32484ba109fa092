"""How lists are read, by the plans of the database: measured with 100,000 dossiers by bench/sizes.py, held here."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.government.dossiers.world import MONDAY, accepted
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import access
from tinhso.government.dossiers.queries.load import load

pytestmark = pytest.mark.django_db


def plan(rows) -> str:
    """The plan where the tables are too small to be worth an index: as if reading them whole were dear."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


def test_what_an_agency_sees_is_gathered_by_indexes_and_never_row_by_row(world):
    told = plan(access.visible(world.specialist))
    assert "SubPlan" not in told
    assert "step_of_agency" in told


def test_the_register_of_the_province_reads_one_page(world):
    told = plan(access.visible(world.monitor).order_by("-filed_at", "-id")[:51])
    assert "dossier_by_filing" in told
    assert "Sort" not in told


def test_the_load_asks_as_much_for_one_dossier_as_for_six(world):
    counts = []
    with at(MONDAY):
        for number in (1, 5):
            for _again in range(number):
                accepted(world)
            load(world.leader)
            with CaptureQueriesContext(connection) as seen:
                load(world.leader)
            counts.append(len(seen))
    assert counts[0] == counts[1] <= 4
