"""What an agency took over: the other side of `continuing`, for every agency, unit and boundary change."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinhso.foundation.organisation import api
from tinhso.foundation.organisation.info import Inherited
from tinhso.foundation.organisation.models import Agency
from tinhso.lib.errors import NotFound

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


def slugs(ids: frozenset[UUID]) -> set[str]:
    return set(Agency.objects.filter(id__in=ids).values_list("slug", flat=True))


@pytest.mark.usefixtures("vinhphuc")
@pytest.mark.parametrize("day", [date(2025, 1, 1), FIRST])
def test_every_matter_of_an_abolished_agency_has_exactly_the_heir_that_continuing_names(day: date) -> None:
    """By agency and unit: nothing is orphaned and nothing has two masters."""
    holders: dict[UUID, list[tuple[UUID, Inherited]]] = {}
    for living in api.agencies(day):
        for part in api.inherited(living.id, day):
            holders.setdefault(part.agency_id, []).append((living.id, part))
    ended = Agency.objects.filter(valid_to__lt=day).select_related("unit")
    pairs = 0
    for old in ended:
        codes = {unit.code for unit in api.units(old.valid_to, parent=old.unit.code)} | {old.unit.code, ""}
        for code in codes:
            found = {heir for heir, part in holders.get(old.id, []) if part.covers(code)}
            try:
                assert found == {api.continuing(old.id, day, code).id}, (old.slug, code)
            except NotFound:
                assert found == set()
            pairs += 1
    assert pairs >= ended.count()
    assert (ended.count() > 100) == (day >= FIRST)


@pytest.mark.usefixtures("vinhphuc")
def test_a_commune_continues_communes_wholly_and_its_district_for_its_units_only() -> None:
    ward = api.agency_by_slug("ubnd-phuong-vinh-yen-2025")
    parts = {part.agency_id: part for part in api.inherited(ward.id, FIRST)}
    assert slugs(api.predecessors(ward.id, FIRST)) >= {
        "ubnd-phuong-tich-son-2019",
        "ubnd-thanh-pho-vinh-yen",
    }
    whole = parts[api.agency_by_slug("ubnd-phuong-tich-son-2019").id]
    assert (whole.only, whole.but_not) == (None, frozenset())
    city = parts[api.agency_by_slug("ubnd-thanh-pho-vinh-yen").id]
    assert city.covers("08707")
    others = [
        unit.code
        for unit in api.units(LAST, parent="243")
        if "Phường Vĩnh Yên" not in {heir.name for heir in api.successors(unit.code, unit.valid_from)}
    ]
    assert others
    assert not any(city.covers(code) for code in others)


@pytest.mark.usefixtures("vinhphuc")
def test_two_boundary_changes_in_a_row() -> None:
    """A commune that went in 2024 into one that went in 2025 belongs to the one of 2025."""
    chained = 0
    for living in api.agencies(FIRST, kind="peoples_committee", level="commune"):
        before = Agency.objects.filter(id__in=api.predecessors(living.id, FIRST), level="commune")
        chained += before.filter(valid_to=date(2024, 12, 31)).count()
    assert chained == 12


@pytest.mark.usefixtures("vinhphuc")
def test_nothing_is_taken_over_before_the_day_nor_by_an_agency_that_is_gone() -> None:
    ward = api.agency_by_slug("ubnd-phuong-vinh-yen-2025")
    assert api.inherited(ward.id, LAST) == ()
    old = api.agency_by_slug("ubnd-thanh-pho-vinh-yen")
    assert api.inherited(old.id, FIRST) == ()


@pytest.mark.usefixtures("vinhphuc")
def test_resolved_once_for_all_agencies() -> None:
    living = api.agencies(FIRST)
    api.inherited(living[0].id, FIRST)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for one in living:
            api.inherited(one.id, FIRST)
        links = [q for q in asked.captured_queries if "succession" in q["sql"]]
    assert len(links) <= 2
    with CaptureQueriesContext(connection) as again:
        for one in living:
            api.inherited(one.id, FIRST)
    assert len(again) == 0


def test_what_is_split_twice_narrows_twice() -> None:
    agency, earlier = UUID(int=1), UUID(int=2)
    part = Inherited(agency, frozenset({"1", "2"})).within(earlier, frozenset({"2", "3"}), frozenset())
    assert part == Inherited(earlier, frozenset({"2"}))
    part = Inherited(agency, None, frozenset({"4"})).within(earlier, None, frozenset({"5"}))
    assert [part.covers(code) for code in ("1", "4", "5", "")] == [True, False, False, True]
