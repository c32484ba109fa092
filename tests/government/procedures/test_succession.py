"""What an abolished agency offered passes to the one that continues it; its own rows stay as they were."""

from __future__ import annotations

from datetime import date

import pytest

from tests.government.procedures.test_openings import (  # noqa: F401 (a fixture)
    DAY,
    HAND,
    MADE,
    SYSTEM,
    communes,
    ids,
    terms,
)
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.organisation.models import Agency, AgencySuccession, Unit, UnitSuccession
from tinhso.foundation.worktime.api import today
from tinhso.government.procedures import api
from tinhso.government.procedures.models import Opening
from tinhso.government.procedures.offered import open_numbers
from tinhso.lib.held import forget_all

Infos = list[organisation.AgencyInfo]


def merged(parts: Infos, first_day: date) -> Agency:
    """The parts end the day before and one new commune continues them."""
    unit = Unit.objects.create(
        code="08750", name="Xã Gộp", type="xã", level="commune", valid_from=first_day, sort_key="g",
        parent=Unit.objects.get(level="province"),
    )  # fmt: skip
    made = Agency.objects.create(
        unit=unit, slug="ubnd-xa-gop", name="Ủy ban nhân dân xã Gộp", kind="peoples_committee", level="commune",
        valid_from=first_day, sort_key="g",
    )  # fmt: skip
    for part in parts:
        old = Agency.objects.select_related("unit").get(pk=part.id)
        UnitSuccession.objects.create(predecessor=old.unit, successor=unit)
        AgencySuccession.objects.create(predecessor=old, successor=made)
        Unit.objects.filter(pk=old.unit_id).update(valid_to=first_day - DAY)
        Agency.objects.filter(pk=old.pk).update(valid_to=first_day - DAY)
    forget_all()
    return made


def test_what_one_of_the_parts_received_the_whole_receives(communes: Infos) -> None:  # noqa: F811
    one, two, day = communes[0], communes[1], today()
    change = day + 10 * DAY
    api.open_procedure(SYSTEM, MADE, ids(one), terms(level="none"))
    api.open_procedure(SYSTEM, MADE, ids(two), terms(level="full"))
    api.close_procedure(SYSTEM, HAND, ids(one), day + DAY, "Chuyển cấp tỉnh")
    rows = list(Opening.objects.order_by("id").values_list("id", "valid_from", "valid_to", "superseded_at"))
    whole = merged([one, two], change)
    version = api.version(MADE)
    found = api.offer(version, whole.pk, change)
    assert (found.open, found.level, found.passed_from) == (True, "full", two.id)
    assert [agency.id for agency in api.open_at(version, change)] == [whole.pk]
    assert api.open_codes(whole.pk, change) == {MADE, HAND}
    assert open_numbers(change)[whole.pk] == 2
    assert {row.code for row in api.procedures(change)} == {MADE, HAND}
    assert api.require_open(version, whole.pk, change, filing_online=True).open
    assert (
        list(Opening.objects.order_by("id").values_list("id", "valid_from", "valid_to", "superseded_at"))
        == rows
    )


def test_the_heirs_own_word_counts_from_its_day(communes: Infos) -> None:  # noqa: F811
    one, day = communes[0], today()
    api.open_procedure(SYSTEM, MADE, ids(one), terms())
    whole = merged([one], day + DAY)
    info = organisation.agency(whole.pk)
    api.close_procedure(SYSTEM, MADE, [info.id], day + 5 * DAY, "Không còn nhận")
    version = api.version(MADE)
    assert [api.offer(version, whole.pk, day + n * DAY).open for n in (1, 4, 5, 9)] == [
        True,
        True,
        False,
        False,
    ]
    assert api.open_at(version, day + 5 * DAY) == []
    assert MADE not in {row.code for row in api.procedures(day + 5 * DAY)}
    assert MADE in {row.code for row in api.procedures(day + 4 * DAY)}


@pytest.mark.parametrize(("closed", "open_after"), [(1, True), (2, False)])
def test_closed_passes_on_only_where_all_parts_closed(communes: Infos, closed: int, open_after: bool) -> None:  # noqa: F811
    day = today()
    parts = communes[:2]
    api.close_procedure(SYSTEM, HAND, ids(*parts[:closed]), day, "Bãi bỏ")
    whole = merged(parts, day + DAY)
    assert api.offer(api.version(HAND), whole.pk, day + DAY).open is open_after
    assert (HAND in api.open_codes(whole.pk, day + DAY)) is open_after
    assert (whole.pk in {one.id for one in api.open_at(api.version(HAND), day + DAY)}) is open_after


def test_one_version_has_the_level_of_each_agency_on_each_day(communes: Infos) -> None:  # noqa: F811
    one, two, day = communes[0], communes[1], today()
    api.open_procedure(SYSTEM, MADE, ids(one, two), terms(level="partial"))
    api.open_procedure(SYSTEM, MADE, ids(one), terms(level="full", valid_from=day + 3 * DAY))
    api.open_procedure(SYSTEM, MADE, ids(two), terms(level="none", valid_from=day + 5 * DAY))
    version = api.version(MADE)
    levels = [
        (api.offer(version, one.id, day + n * DAY).level, api.offer(version, two.id, day + n * DAY).level)
        for n in (0, 3, 5)
    ]
    assert levels == [("partial", "partial"), ("full", "partial"), ("full", "none")]
    assert api.online_anywhere(version, day + 5 * DAY) == "full"
