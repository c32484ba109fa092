"""Levels of online service and the last day for making public, by the law of the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.procedures.rules import online, publishing

BEFORE, SINCE = date(2022, 8, 14), date(2022, 8, 15)


@pytest.mark.parametrize(
    ("level", "on", "named", "filing"),
    [
        ("1", BEFORE, "1", "none"),
        ("2", BEFORE, "2", "none"),
        ("3", BEFORE, "3", "partial"),
        ("4", BEFORE, "4", "full"),
        ("1", SINCE, "none", "none"),
        ("2", SINCE, "none", "none"),
        ("3", SINCE, "partial", "partial"),
        ("4", SINCE, "full", "full"),
        ("none", SINCE, "none", "none"),
        ("partial", SINCE, "partial", "partial"),
        ("full", SINCE, "full", "full"),
        ("none", BEFORE, "2", "none"),
        ("partial", BEFORE, "3", "partial"),
        ("full", BEFORE, "4", "full"),
    ],
)
def test_a_level_keeps_its_meaning_under_either_law(level: str, on: date, named: str, filing: str) -> None:
    assert online.named_on(level, on) == named
    assert named in online.levels_on(on)
    assert online.filing(level) == online.filing(named) == filing


def test_a_day_knows_only_the_levels_of_its_law() -> None:
    assert online.levels_on(BEFORE) == ("1", "2", "3", "4")
    assert online.levels_on(SINCE) == ("none", "partial", "full")
    with pytest.raises(KeyError):
        online.filing("5")


@pytest.mark.parametrize(
    ("effective", "last"),
    [
        (date(2026, 11, 30), date(2026, 11, 23)),  # Monday: the Monday before
        (date(2026, 11, 27), date(2026, 11, 20)),  # Friday
        (date(2026, 11, 29), date(2026, 11, 23)),  # Sunday
    ],
)
def test_a_decision_comes_five_working_days_before_its_law(effective: date, last: date) -> None:
    assert publishing.deadline(effective, lambda day: day.weekday() < 5) == last


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sets(st.integers(0, 6), min_size=1))
def test_exactly_five_working_days_lie_between(effective: date, days: set[int]) -> None:
    last = publishing.deadline(effective, lambda day: day.weekday() in days)
    between = [last + timedelta(days=n) for n in range((effective - last).days)]
    assert sum(day.weekday() in days for day in between) == 5
    assert last.weekday() in days
