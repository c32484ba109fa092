"""How lists are read, by the plans of the database: measured with 100,000 dossiers by bench/sizes.py, held here."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.government.dossiers.world import MONDAY, accepted
from tests.plans import plan
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.boards import board
from tinhso.government.dossiers.queries.filters import Filter, apply
from tinhso.government.dossiers.queries.load import load
from tinhso.government.dossiers.queries.open_work import _steps, condition
from tinhso.government.dossiers.queries.paging import _write
from tinhso.government.dossiers.queries.register import register

pytestmark = pytest.mark.django_db


def test_what_an_agency_sees_is_gathered_by_indexes_and_never_row_by_row(world):
    told = plan(access.visible(world.specialist))
    assert "SubPlan" not in told
    assert "reach_by_filing" in told


def test_the_register_of_the_province_reads_one_page(world):
    told = plan(access.visible(world.monitor).order_by("-filed_at", "-id")[:51])
    assert "dossier_by_filing" in told
    assert "Sort" not in told


def test_the_register_of_an_agency_is_read_from_the_newest_on_and_joined_by_pairs(world):
    told = plan(access.visible(world.specialist).order_by("-filed_at", "-id")[:51])
    assert "dossiers_reach" in told
    assert "dossiers_step" not in told
    assert "dossiers_opinion" not in told


@pytest.mark.parametrize(
    "wanted", [Filter(channel="POSTAL"), Filter(state=5), Filter(assisted=True, field="ho-tich")]
)
def test_a_filtered_register_reads_its_agencys_own_in_their_order_and_no_other(world, wanted):
    with at(MONDAY):
        for _again in range(2):
            accepted(world)
        with CaptureQueriesContext(connection) as seen:
            found = register(world.specialist, wanted, limit=20)
    assert not found.rows
    (read,) = (one["sql"] for one in seen if 'FROM "dossiers_dossier"' in one["sql"])
    told = plan(read, without=("bitmapscan", "hashjoin", "mergejoin"))
    assert "reach_by_filing" in told
    assert "Index Cond: (agency_id =" in told
    for other in ("dossier_by_filing", "dossier_register", "reach_at_work"):
        assert other not in told


def test_what_is_at_work_is_not_looked_for_among_what_is_done(world):
    told = plan(access.visible(world.monitor).filter(next_due__isnull=False).order_by("next_due", "id")[:31])
    assert "dossier_at_work" in told


def test_the_figures_of_a_month_are_read_from_its_index(world):
    told = plan(Dossier.objects.order_by().filter(accepted_at__gte=MONDAY).values("state", "due_at"))
    # In an empty table either index that begins or skips to the moment of acceptance is as good.
    assert "Index Cond: (accepted_at >=" in told


def test_a_board_is_counted_once(world):
    with at(MONDAY):
        accepted(world)
        with CaptureQueriesContext(connection) as seen:
            board(world.leader)
    assert len(seen) == 1


def test_the_load_as_much_for_one_dossier_as_for_six(world):
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


def test_a_name_is_looked_for_by_trigrams_and_never_row_by_row(world):
    rows = apply(access.visible(world.monitor), Filter(text="nguyen thi"))
    told = plan(rows, without=("indexscan", "indexonlyscan"))
    assert "party_name_parts" in told
    assert "dossier_code_parts" in told
    assert "SubPlan" not in told


def test_a_later_page_starts_where_the_one_before_ended(world):
    with at(MONDAY):
        first = accepted(world)
        accepted(world)
    with CaptureQueriesContext(connection) as seen:
        found = register(world.monitor, after=_write(first, "filed_at"))
    assert len(found.rows) <= 1
    (read,) = (one["sql"] for one in seen if 'FROM "dossiers_dossier"' in one["sql"])
    told = plan(read, without=("bitmapscan", "sort"))
    assert "dossier_by_filing" in told
    assert "Index Cond: (filed_at <=" in told


def test_open_work_is_read_by_what_is_open(world):
    told = plan(_steps(access.visible(world.monitor), condition("open"), None).order_by("due_at", "pk"))
    assert "step_due" in told


def test_one_procedure_is_listed_by_its_own_index(world):
    wanted = apply(access.visible(world.monitor), Filter(procedure="9.999999"))
    assert "dossier_procedure" in plan(wanted.order_by(), without=("bitmapscan",))
