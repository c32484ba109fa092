"""Dates as typed: every day of the calendar is taken, everything else gets its own sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.identity.rules.citizen_id import born, disagreement
from tinhso.foundation.identity.rules.dates import typed_date_fault
from tinhso.foundation.identity.rules.names import parse_date


def typed(day: str, month: str, year: str) -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("31", "2", "2024"), "Ngày 31/2/2024 không có trong lịch: tháng đó chỉ có 29 ngày."),
        (("29", "02", "2023"), "Ngày 29/2/2023 không có trong lịch: tháng đó chỉ có 28 ngày."),
        (("31", "4", "2020"), "tháng đó chỉ có 30 ngày"),
        (("0", "4", "2020"), "không có trong lịch"),
        (("1", "0", "2020"), "Không có tháng 0"),
        (("1", "13", "2020"), "Không có tháng 13"),
        (("1", "", "2020"), "đủ cả ngày, tháng và năm"),
        (("một", "2", "2020"), "bằng số"),
        (("１", "2", "2020"), "bằng số"),
        (("-1", "2", "2020"), "bằng số"),
        (("1", "2", "20"), "năm đủ 4 chữ số"),
        (("1", "2", "0000"), "năm đủ 4 chữ số"),
    ],
)
def test_faults(parts: tuple[str, str, str], words: str) -> None:
    assert words in (typed_date_fault(typed(*parts)) or "")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_that_exists_has_no_fault(day: date) -> None:
    assert typed_date_fault(typed(str(day.day), str(day.month), str(day.year))) is None


@given(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))
def test_anything_else_has_one_or_is_a_day(day: str, month: str, year: str) -> None:
    if any((day, month, year)) and typed_date_fault(typed(day, month, year)) is None:
        assert date(int(year), int(month), int(day))


@given(st.from_regex(r"0(01|26)[0-3][0-9]{2}[0-9]{6}", fullmatch=True), st.dates(date(1900, 1, 1), date(2099, 12, 31)),
       st.sampled_from(["male", "female"]))  # fmt: skip
def test_the_fields_named_are_those_that_differ(number: str, birth: date, sex: str) -> None:
    year, told_sex = born(number)
    found = disagreement(number, birth, sex)
    wrong = {"birth_date"} if birth.year != year else set()
    wrong |= {"sex"} if sex != told_sex else set()
    assert set(found.fields if found else ()) == (wrong | {"citizen_id"} if wrong else set())
    assert found is None or str(year) in found.sentence or "birth_date" not in found.fields
    assert disagreement(number, None, "") is None


@pytest.mark.parametrize(
    "text", ["9999999999/9/2020", "1/9999999999/2020", "31/2/2024", "1/1/0000", "1/1/99999"]
)
def test_numbers_beyond_every_calendar_are_no_day(text: str) -> None:
    assert parse_date(text) is None
