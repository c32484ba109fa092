"""Quarters: of a day, in an address, one after the other."""

from __future__ import annotations

from datetime import date

import pytest

from tinhso.lib.quarters import Quarter, of_day, parse


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2026, 1, 1), "2026-Q1"), (date(2026, 3, 31), "2026-Q1"), (date(2026, 11, 22), "2026-Q4")],
)
def test_quarter_of_a_day(day: date, text: str) -> None:
    assert str(of_day(day)) == text
    assert parse(text) == of_day(day)
    assert of_day(day).first <= day < of_day(day).after


def test_quarters_follow_each_other() -> None:
    assert Quarter(2026, 4).next() == Quarter(2027, 1)
    assert Quarter(2027, 1).previous() == Quarter(2026, 4)
    assert [parse(text) for text in ("2026-5", "2026-Q5", "26-1", "x", "2026-", "９９９９-1")] == [None] * 6
    assert parse("2026-3") == parse("2026-Q3") == Quarter(2026, 3)
