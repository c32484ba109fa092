"""The tables on dossiers against a slow recount, and what must hold of any of them."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from tests.government.dossiers import world as w
from tests.government.dossiers.world import World
from tinhso.foundation.organisation.models import Agency
from tinhso.government.dossiers.models import Dossier, SupplementRequest
from tinhso.government.reports.queries.counting import AGENCY, FIELD, Window, behind, of_place, rows
from tinhso.government.reports.rules import tables
from tinhso.lib.held import forget_all
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FIRST, UNTIL = w.MONDAY, w.MONDAY + 30 * DAY
WINDOW = Window(FIRST, UNTIL)
MOMENTS = [
    FIRST - 20 * DAY,
    FIRST - DAY,
    FIRST,
    FIRST + DAY,
    FIRST + 9 * DAY,
    UNTIL - DAY,
    UNTIL,
    UNTIL + DAY,
]


def scatter(world: World, many: int, seed: int) -> list[dict[str, Any]]:
    """Dossiers in every state and at every edge of the period, as the table has them; told back as plain facts."""
    chance, told = random.Random(seed), []
    first = w.accepted(world)
    for number in range(many):
        received = chance.choice(MOMENTS)
        state = chance.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
        ended = received + chance.choice((0, 1, 8, 25, 40)) * DAY
        due = chance.choice((None, ended, ended - DAY, ended + DAY, UNTIL, UNTIL - DAY))
        agency = chance.choice((world.committee, world.desk))
        fact: dict[str, Any] = {
            "id": new_id(), "state": state, "received": None if state == 1 else received, "due": due,
            "ended": ended if state in (7, 8, 9, 10) else None, "online": chance.random() < 0.5,
            "field": chance.choice(("ho-tich", "dat-dai", "")), "agency": agency.id, "asked": [],
        }  # fmt: skip
        row = Dossier.objects.get(pk=first.pk)
        row.pk, row.code, row.portal_code = fact["id"], f"T-{seed}-{number}", ""
        row.process_run_id = None
        row.state, row.accepted_at, row.due_at = state, fact["received"], due
        row.filed_at = received
        row.finished_at = ended if state in (9, 10) else None
        row.returned_at = ended if state == 10 else None
        row.last_moved_at, row.competent_id = ended, agency.id
        row.field_code, row.channel = fact["field"], "ONLINE" if fact["online"] else "POSTAL"
        row._state.adding = True
        row.save(force_insert=True)
        if chance.random() < 0.3:
            asked = received + chance.choice((0, 3, 12)) * DAY
            answered = chance.choice((None, asked + 2 * DAY, UNTIL + DAY))
            SupplementRequest.objects.create(
                dossier=row, ordinal=1, requested_at=asked, requested_by_id=world.reception.account_id,
                agency_id=agency.id, answered_at=answered, deadline=asked + 9 * DAY, reason="x",
                before_acceptance=False, from_state=4, policy="shift",
            )  # fmt: skip
            fact["asked"].append((asked, answered))
        told.append(fact)
    Dossier.objects.filter(pk=first.pk).update(accepted_at=None, state=1)
    return told


def recount(facts: list[dict[str, Any]], first: datetime, until: datetime) -> Counter[str]:
    """The definitions once more, one dossier after the other, in plain Python."""
    found: Counter[str] = Counter()
    for one in facts:
        if one["received"] is None or one["state"] in (1, 3) or one["received"] >= until:
            continue
        ended, due = one["ended"], one["due"]
        if ended is not None and ended < first:
            continue
        found["received"] += 1
        if one["received"] < first:
            found["carried"] += 1
        else:
            found["online" if one["online"] else "direct"] += 1
        if ended is not None and ended < until:
            if one["state"] == 8:
                found["stopped"] += 1
                continue
            found["solved"] += 1
            if one["state"] == 7 or due is None or ended == due:
                found["on_time"] += 1
            else:
                found["early" if ended < due else "overdue"] += 1
        else:
            found["open"] += 1
            waits = any(at < until and (back is None or back >= until) for at, back in one["asked"])
            late = due is not None and due < until and not waits
            found["open_overdue" if late else "open_on_time"] += 1
    return found


@pytest.fixture
def world() -> World:
    return w.build()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_table_equals_a_slow_recount_and_every_cell_its_dossiers(world: World, seed: int) -> None:
    facts = scatter(world, 120, seed)
    for by, name in ((FIELD, "field"), (AGENCY, "agency")):
        lines = rows(Q(), WINDOW, by)
        assert len(lines) >= 2
        for line in lines:
            mine = recount([one for one in facts if str(one[name]) == line.key], FIRST, UNTIL)
            assert line.counts == {key: mine[key] for key in tables.COUNTED}
            assert tables.balanced(line.counts)
        whole = tables.total(line.counts for line in lines)
        assert whole == {key: recount(facts, FIRST, UNTIL)[key] for key in tables.COUNTED}
        assert min(whole.values()) > 0, "every column is met"
        for column in tables.COLUMNS:
            assert listed(Q(), None, column.key, by) == whole[column.key]
            assert listed(Q(), lines[0].key, column.key, by) == lines[0].counts[column.key]
    # The agencies together are the province.
    parts = [tables.total(row.counts for row in rows(of_place(one.id, "own"), WINDOW, FIELD)) for one in
             (world.committee, world.desk)]  # fmt: skip
    assert tables.total(parts) == whole


def listed(place: Q, key: str | None, column: str, by: str) -> int:
    """How many a cell opens to, over all its pages."""
    seen: set[UUID] = set()
    after = ""
    while True:
        page = behind(place, WINDOW, key, column, by, after)
        assert not seen & {one.id for one in page}
        seen |= {one.id for one in page}
        if not page.next:
            return len(seen)
        after = page.next


def test_a_dossier_changes_no_line_but_its_own(world: World) -> None:
    scatter(world, 40, 3)
    before = {line.key: line.counts for line in rows(Q(), WINDOW, AGENCY)}
    more = scatter(world, 1, 9)
    while (
        more[0]["received"] is None
        or more[0]["state"] in (1, 3)
        or not recount(more, FIRST, UNTIL)["received"]
    ):
        more = scatter(world, 1, random.randrange(10**6))
    after = {line.key: line.counts for line in rows(Q(), WINDOW, AGENCY)}
    changed = {key for key in after if after[key] != before.get(key)}
    assert changed <= {str(world.committee.id), str(world.desk.id)}
    assert str(more[0]["agency"]) in changed


def test_what_is_below_an_agency_counts_with_it(world: World) -> None:
    scatter(world, 60, 4)
    assert Agency.objects.get(pk=world.desk.id).parent_id == world.committee.id
    own = tables.total(line.counts for line in rows(of_place(world.committee.id, "own"), WINDOW, FIELD))
    desk = tables.total(line.counts for line in rows(of_place(world.desk.id, "own"), WINDOW, FIELD))
    both = tables.total(line.counts for line in rows(of_place(world.committee.id, "below"), WINDOW, FIELD))
    assert min(own["received"], desk["received"]) > 0
    assert both == tables.total([own, desk])


def test_the_office_of_a_committee_puts_the_whole_together(world: World) -> None:
    scatter(world, 60, 5)
    away = Dossier.objects.filter(competent=world.committee).values_list("pk", flat=True)[:10]
    Dossier.objects.filter(pk__in=list(away)).update(competent=world.other)
    office = Agency.objects.create(
        slug="van-phong-thu", name="Văn phòng thử", kind="committee_office", level="commune", sort_key="z",
        unit=world.unit, parent=Agency.objects.get(pk=world.committee.id), valid_from=date(2025, 7, 1),
    )  # fmt: skip
    whole = rows(of_place(world.committee.id, "below"), WINDOW, AGENCY)
    assert tables.total(line.counts for line in whole)["received"] > 0
    assert rows(of_place(office.id, "below"), WINDOW, AGENCY) == whole
    assert rows(of_place(office.id, "own"), WINDOW, AGENCY) == []
    # At the top of the province it is all of it.
    Agency.objects.filter(pk=world.committee.id).update(level="province")
    forget_all()
    assert rows(of_place(office.id, "below"), WINDOW, AGENCY) == rows(Q(), WINDOW, AGENCY) != whole


@given(st.dictionaries(st.sampled_from(tables.COUNTED), st.integers(0, 999)))
def test_sums_are_their_parts(counts: dict[str, int]) -> None:
    whole = tables.whole(counts)
    assert whole["solved"] == sum(counts.get(key, 0) for key in ("early", "on_time", "overdue"))
    assert tables.total([whole, whole])["open"] == 2 * whole["open"]
    assert sum(span for _label, span in tables.groups()) == len(tables.COLUMNS)
