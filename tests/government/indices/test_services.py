"""What agencies offer and what was announced as facts: independent of the room's own reckoning, through its openings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.government.dossiers.world import CODE, MONDAY, World, accepted, build, procedure
from tests.government.indices.test_quality_pages import NAME, TEXT, signed_in
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at, day_bounds
from tinhso.government.indices.actions.refresh_facts import sweep
from tinhso.government.indices.actions.refresh_services import refresh_services
from tinhso.government.indices.measured.carry import load
from tinhso.government.indices.measures.catalogue import COUNTED, MEASURES
from tinhso.government.indices.measures.statement import Count, Scope, Window, counts, procedures
from tinhso.government.indices.models import Fact, FactHistory
from tinhso.government.indices.queries import quality
from tinhso.government.indices.queries.trend import trend
from tinhso.government.indices.rules.measured import Share
from tinhso.government.procedures.models import Opening, Procedure
from tinhso.government.procedures.rules.completeness import PARTS, missing_parts
from tinhso.lib import periods
from tinhso.lib.held import forget_all

DAY = timedelta(days=1)
NEXT = MONDAY + DAY
FULL = {
    "limits": [{"channel": "DIRECT", "value": 3, "unit": "WORKING_DAY"}],
    "components": [{"key": "a", "name": "Đơn", "originals": 1}],
    "subjects": ["ĐT1"],
    "authority": [{"level": "commune"}],
}
# What takes a part away, by the part.
WITHOUT = {
    "ways": {"limits": [{"value": 3, "unit": "DAY"}]},
    "papers": {"components": [{"key": "a", "name": "Đơn"}]},
    "limit": {"limits": [{"channel": "DIRECT", "value": None}]},
    "subjects": {"subjects": []},
    "authority": {"authority": []},
}


@given(st.sets(st.sampled_from(PARTS)))
def test_exactly_the_parts_that_are_taken_away_are_missing(gone: set[str]) -> None:
    content = dict(FULL)
    for part in gone & WITHOUT.keys():
        content |= WITHOUT[part]
    if {"ways", "limit"} <= gone:
        content["limits"] = []
    title = "" if "name" in gone else "Đăng ký"
    assert set(missing_parts(title, content, has_steps="steps" not in gone)) == gone


def test_what_is_only_shown_and_the_form_itself_need_no_number_of_sets() -> None:
    papers = [{"key": "a", "kind": "present"}, {"key": "b", "from_form": True}]
    assert missing_parts("x", {**FULL, "components": papers}, has_steps=True) == ()
    assert (
        missing_parts("x", {**FULL, "limits": [{"channel": "DIRECT", "text": "Trong ngày"}]}, has_steps=True)
        == ()
    )


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        here = build()
        load(Folder(texts={NAME: TEXT}))
        procedure("9.2", components=[])
        procedure("9.3", online_level="none")
        yield here


def opened(world: World, code: str, agency: object, **said: object) -> Opening:
    base: dict[str, object] = {
        "open": True,
        "valid_from": date(2026, 10, 1),
        "level": "full",
        "made_at": MONDAY,
    }
    row = Opening.objects.create(
        procedure=Procedure.objects.get(code=code), agency=agency, **{**base, **said}
    )
    forget_all()
    return row


def told(first: object = MONDAY - 60 * DAY, until: object = NEXT, agency: object = None) -> dict[str, Count]:
    window = Window(first, until)  # type: ignore[arg-type]
    return dict(counts(Scope((agency.pk,)) if agency else Scope(), window))  # type: ignore[attr-defined]


def test_offers_are_counted_at_the_end_of_the_period_and_what_held_before_stays_known(world: World) -> None:
    refresh_services()
    assert refresh_services(always=True) == 0, "nothing changed"
    before = told()
    assert (before["procedures_online"], before["procedures_complete"]) == (Count(2, 3), Count(2, 3))
    with at(NEXT):
        # One is closed at the commune, another goes online there.
        opened(world, "9.2", world.committee, open=False, level="", valid_from=NEXT.date())
        opened(world, "9.3", world.committee, valid_from=NEXT.date(), level="partial")
        assert refresh_services() > 0
        after = told(until=NEXT + DAY)
    assert (after["procedures_online"], after["procedures_complete"]) == (Count(2, 3), Count(2, 2))
    assert told() == before, "an earlier period finds what held then"
    rows = Fact.objects.filter(kind=3, procedure_code="9.2", agency_id=world.committee.pk)
    assert sorted((one.offered, one.finish_at) for one in rows if one.finish_at) == [(True, NEXT)]
    assert FactHistory.objects.filter(kind=3, procedure_code="9.2", known_to=NEXT).exists()
    assert told(agency=world.other)["procedures_online"].among == 0, (
        "who has no authority is asked for nothing"
    )
    known = Window(MONDAY - DAY, NEXT + DAY, known_at=MONDAY)
    assert counts(Scope(), known)["procedures_online"] == before["procedures_online"]


def test_of_what_is_offered_online_that_counts_which_somebody_filed_so(world: World) -> None:
    refresh_services()
    assert told()["procedures_filed_online"] == Count(0, 2)
    with at(MONDAY):
        accepted(world, code="9.2")
        sweep()
    (filed,) = Fact.objects.filter(kind=1)
    assert filed.online
    assert told()["procedures_filed_online"] == Count(1, 2)
    found = procedures(MEASURES["procedures_filed_online"], Scope(), Window(MONDAY - 60 * DAY, NEXT))
    assert {one.procedure_code: (one.reason, one.among) for one in found} == {
        CODE: ("none_online", 0),
        "9.2": (COUNTED, 1),
    }
    Fact.objects.filter(pk=filed.pk).update(procedure_code="9.3")
    assert told()["procedures_filed_online"] == Count(0, 2), "9.3 is not received online anywhere"
    assert told(agency=world.other)["procedures_filed_online"] == Count(0, 0), (
        "who offers nothing is asked for nothing"
    )


def test_one_late_decision_makes_a_procedure_late(world: World) -> None:
    # The law takes effect on Monday 16/11: five working days before is Monday 9/11.
    law = date(2026, 11, 16)
    opened(world, "9.2", world.committee, decision="1/QĐ", decided_on=date(2026, 11, 9), effective_on=law)
    opened(world, "9.3", world.committee, decision="1/QĐ", decided_on=date(2026, 11, 9), effective_on=law)
    late = opened(world, "9.3", world.other, decision="2/QĐ", decided_on=date(2026, 11, 10), effective_on=law)
    refresh_services()
    assert told()["procedures_announced"] == Count(1, 2)
    assert told(agency=world.committee)["procedures_announced"] == Count(2, 2)
    assert told(first=day_bounds(date(2026, 11, 10))[0])["procedures_announced"] == Count(0, 1), (
        "by the day of decision"
    )
    Opening.objects.filter(pk=late.pk).update(effective_on=None)
    refresh_services(always=True)
    assert told()["procedures_announced"] == Count(1, 2), (
        "without the law's day nobody knows that it was in time"
    )
    Opening.objects.filter(pk=late.pk).update(superseded_at=MONDAY)
    refresh_services(always=True)
    assert told()["procedures_announced"] == Count(2, 2), (
        "a word that another took the place of counts no more"
    )
    assert FactHistory.objects.filter(subject_id=late.pk).count() == 2


def test_the_lists_behind_name_agencies_and_the_parts_that_are_missing(world: World) -> None:
    opened(world, "9.2", world.committee, decision="1/QĐ", decided_on=date(2026, 11, 9))
    refresh_services()
    client = signed_in(world.leader)
    with at(NEXT):
        page = client.get("/can-bo/qd-766/2026-11/").content.decode()
        assert "2/3" in page
        whole = client.get("/can-bo/qd-766/2026-11/1.3/").content.decode()
        assert "thiếu: thành phần, số lượng hồ sơ" in whole
        one = client.get("/can-bo/qd-766/2026-11/3.1/", {"tt": "9.3"}).content.decode()
        assert world.committee.name in one
        assert "chưa nhận trực tuyến" in one
        late = client.get("/can-bo/qd-766/2026-11/1.1/", {"tt": "9.2"}).content.decode()
        assert "chưa ghi ngày hiệu lực" in late
        told = {one["code"]: one for one in Client().get("/chi-so/766/2026-11.json").json()["components"]}
        assert (told["1.1"]["counted"], told["1.1"]["of"], told["1.1"]["points"]) == (0, 1, "0.00")
        assert (told["3.5"]["state"], told["3.5"]["points"]) == ("unmeasured", None)
        shown = Client().get("/chi-so/766/2026-11/").content.decode()
        assert "Nền tảng không ghi Cổng Dịch vụ công quốc gia đã nhận dữ liệu phí" in shown


def test_what_is_offered_is_no_work_yet(world: World) -> None:
    refresh_services()
    with at(NEXT):
        period = periods.read("2026-11")
        assert period is not None
        found, window = quality.set_on("766", period.last), quality.window_of(period)
        assert quality.figures(found, Scope(), window).line("3.1").share == Share(2, 3)
        assert quality.by_agency(found, window) == {}, "nobody is ranked for what they offer alone"
        months = trend("766", Scope(), None, period, NEXT.date(), public=False)
        assert [one.figures for one in months] == [None] * 12, "no point of a chart where nothing was done"
