"""Codes of both generations, due moments, counting, masking."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.worktime.api import ZONE, HoursPeriod, Limit, build
from tinhso.government.dossiers.rules import codes, counting, due, masking

CAL = build([HoursPeriod(date(2019, 1, 1), ((time(7), time(11, 30)), (time(13, 30), time(17))))], {})
MON = datetime(2026, 11, 23, 8, tzinfo=ZONE)
MOMENTS = st.integers(0, 200_000).map(lambda m: MON + timedelta(minutes=m))


@pytest.mark.parametrize(
    ("code", "agency", "day", "serial", "generation"),
    [
        ("000.17.22.H56-210531-0001", "000.17.22.H56", date(2021, 5, 31), 1, "old"),
        ("H56.14-240823-0001", "H56.14", date(2024, 8, 23), 1, "short"),
        ("h44.91-261123-12345", "H44.91", date(2026, 11, 23), 12345, "short"),
    ],
)
def test_real_codes_parse(code: str, agency: str, day: date, serial: int, generation: str) -> None:
    assert codes.parse(code) == codes.Parts(agency, day, serial, generation)


@pytest.mark.parametrize(
    "text", ["", "H56.14", "H56-240823-1", "H56-240231-0001", "H56-240823-0000", "H56-240823-01234", "x" * 99]
)
def test_other_texts_do_not(text: str) -> None:
    assert codes.parse(text) is None


@given(
    st.dates(date(2019, 1, 1), date(2099, 12, 31)),
    st.integers(1, 10**8),
    st.sampled_from(["H62.91", "000.01.02.H62"]),
)
def test_what_is_made_is_read_back(day: date, serial: int, agency: str) -> None:
    code = codes.make(agency, day, serial)
    parts = codes.parse(code)
    assert parts is not None
    assert (parts.agency_code, parts.day, parts.serial) == (agency, day, serial)
    assert len(code.rsplit("-", 1)[1]) == max(4, len(str(serial)))


def test_the_serial_widens() -> None:
    assert codes.make("H62", date(2026, 1, 2), 9999).endswith("-9999")
    assert codes.make("H62", date(2026, 1, 2), 10000) == "H62-260102-10000"


def test_reception_is_eight_working_hours() -> None:
    assert due.reception_due(CAL, MON) == MON + timedelta(days=1)
    friday = datetime(2026, 11, 27, 16, tzinfo=ZONE)
    assert due.reception_due(CAL, friday) == datetime(2026, 11, 30, 16, tzinfo=ZONE)


@given(MOMENTS, st.integers(1, 30), st.decimals("0.05", "1", places=2))
def test_a_step_is_never_due_after_its_dossier(opened: datetime, days: int, share: Decimal) -> None:
    limit = Limit(Decimal(days), Limit.of(1, "working_day").unit)
    whole = CAL.add(opened, limit)
    moment = due.step_due(CAL, opened, due.StepPlan("a", share=share), limit.hours, whole)
    assert opened <= moment <= whole


@given(st.lists(st.decimals("0.5", "20", places=1), min_size=1, max_size=6))
def test_a_schedule_goes_forward(hours: list[Decimal]) -> None:
    rows = due.step_schedule(
        CAL, MON, [due.StepPlan(str(n), hours=h) for n, h in enumerate(hours)], None, None
    )
    moments = [MON, *(row[2] for row in rows)]
    assert moments == sorted(moments)
    assert sum(row[1] for row in rows) == sum(hours)


@given(MOMENTS, st.integers(0, 20_000))
def test_policies(asked: datetime, minutes: int) -> None:
    limit = Limit.of(5, "working_day")
    whole = CAL.add(asked, limit)
    answered = asked + timedelta(minutes=minutes)
    results = {
        p: due.after_supplement(
            CAL, p, due=whole, asked_at=asked, answered_at=answered, limit=limit, cutoff=None
        )
        for p in due.POLICIES
    }
    assert results["none"] == whole
    assert CAL.hours_between(whole, results["shift"]) == CAL.hours_between(asked, answered)
    assert results["restart"] == CAL.add(answered, limit) >= whole
    assert (
        due.after_supplement(
            CAL, "shift", due=None, asked_at=asked, answered_at=answered, limit=None, cutoff=None
        )
        is None
    )


def test_an_apology_is_due_one_working_day_before() -> None:
    assert due.apology_deadline(CAL, MON, 1) == MON - timedelta(days=3)


@pytest.mark.parametrize(
    ("state", "finish", "expected"),
    [
        (9, -1, "early"), (10, 0, "on_time"), (10, 1, "overdue"), (7, None, "withdrawn"), (5, None, "supplement"),
        (6, None, "paused"), (8, None, "paused"), (2, None, "in_process_overdue"), (4, None, "in_process_overdue"),
        (1, None, "not_received"), (3, None, "not_received"),
    ],
)  # fmt: skip
def test_counting_as_the_reference_says(state: int, finish: int | None, expected: str) -> None:
    finished = None if finish is None else MON + timedelta(seconds=finish)
    facts = counting.Counted(state, MON - timedelta(days=5), MON, finished)
    assert counting.bucket(facts, MON + timedelta(days=1)) == expected
    assert counting.bucket(counting.Counted(4, MON, None, None), MON + timedelta(days=1)) == "in_process"
    assert counting.bucket(counting.Counted(9, MON, None, MON), MON) == "on_time"


@given(st.text("0123456789", min_size=0, max_size=14))
def test_masks_keep_length_and_hide_the_middle(number: str) -> None:
    masked = masking.mask_id(number)
    assert len(masked) == len(number)
    assert masked.count("*") >= min(len(number), 3)
    assert number[:0] == ""
    assert masking.mask_id("026099000123") == "026******123"
