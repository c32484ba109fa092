"""The pure part: arrivals follow season, weekday and hour; an officer does one thing after the other."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.worktime.api import ZONE, Calendar, DayKind, HoursPeriod
from tinhso.simulation.rules import payments
from tinhso.simulation.rules.arrivals import LONG_BREAK, arrivals, break_length, weights
from tinhso.simulation.rules.capacity import Capacity

# Tết of Ất Tỵ: 25/01 to 02/02/2025 off.
TET = {date(2025, 1, 25) + timedelta(days=n) for n in range(9)}


def test_payments_come_out_as_published() -> None:
    assert 0.57 < payments.SHARE < 0.59
    chance = Random(3)
    made = [payments.amount(chance) for _ in range(20_000)]
    # The packages' own verified amounts are smaller and pull the mean down to it.
    assert 0 < mean(made) - payments.MEAN < 5_000
    paying = sum(payments.pays(chance) for _ in range(20_000)) / 20_000
    assert abs(paying * payments.OWING - payments.SHARE) < 0.01


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in TET


def test_a_year_looks_like_one() -> None:
    every = arrivals(Random(1), date(2024, 1, 1), 366, 20_000, works)
    assert len(every) == 20_000
    assert [one.serial for one in every] == list(range(20_000))
    moments = [one.moment for one in every]
    assert moments == sorted(moments)
    by = Counter(one.channel for one in every)
    # 62 % of 2024 is what the province published.
    assert 0.61 < by["ONLINE"] / len(every) < 0.63
    assert by["DIRECT"] > by["POSTAL"] > 0
    weekdays = Counter(one.moment.weekday() for one in every)
    assert weekdays[0] > weekdays[2] > 3 * weekdays[6]
    # A desk is open in its hours; whoever files at home also comes at night.
    assert {one.moment.hour for one in every if one.channel == "DIRECT"} <= set(range(7, 17))
    assert any(one.moment.hour > 18 for one in every if one.channel == "ONLINE")
    staff = [one for one in every if one.staff_typed]
    assert 0.05 < len(staff) / by["ONLINE"] < 0.25
    assert all(one.channel == "ONLINE" and works(one.moment.date()) for one in staff)


@given(st.integers(0, 1000), st.integers(0, 200), st.integers(1, 40))
def test_everybody_comes_within_the_days_and_in_order(seed: int, count: int, days: int) -> None:
    first = date(2026, 8, 22)
    found = arrivals(Random(seed), first, days, count, works)
    assert len(found) == count
    moments = [one.moment for one in found]
    assert moments == sorted(moments)
    assert all(first <= m.date() < first + timedelta(days=days) and m.tzinfo is not None for m in moments)
    assert {one.channel for one in found if not works(one.moment.date())} <= {"ONLINE"}


def test_the_queue_grows_before_a_long_break_and_is_short_after() -> None:
    days = [date(2025, 1, 2) + timedelta(days=n) for n in range(50)]
    weight = dict(zip(days, weights(days, works), strict=True))
    assert weight[date(2025, 1, 23)] > 1.6 * weight[date(2025, 1, 9)]
    assert weight[date(2025, 2, 4)] < weight[date(2025, 2, 11)]
    assert weight[date(2025, 1, 29)] < 0.1 < weight[date(2025, 1, 5)]


def test_before_tet_more_lies_at_the_desk_than_two_weeks_earlier() -> None:
    """Arrivals and finite officers together: what came and is not done by the end of a day."""
    every = [
        one for one in arrivals(Random(3), date(2025, 1, 2), 45, 4_500, works) if one.channel == "DIRECT"
    ]
    desk = Capacity(3, lambda: Calendar(CALENDAR.periods, {day: DayKind.HOLIDAY for day in TET}))
    done = [(one.moment, desk.take("a/x", one.moment, "reception", Random(one.serial))) for one in every]

    def waiting(day: date) -> int:
        end = datetime.combine(day, time(17), ZONE)
        return sum(came <= end < ended for came, ended in done)

    assert waiting(date(2025, 1, 24)) > 100 > 3 * waiting(date(2025, 1, 10))
    assert waiting(date(2025, 2, 14)) < waiting(date(2025, 1, 24))


@pytest.mark.parametrize(
    ("day", "length"),
    [(date(2025, 1, 24), 0), (date(2025, 1, 25), 9), (date(2025, 2, 2), 9), (date(2025, 2, 8), 2)],
)
def test_how_long_a_break_is(day: date, length: int) -> None:
    assert break_length(day, works) == length
    assert (length >= LONG_BREAK) == (day in TET)


def test_the_same_seed_makes_the_same_days_and_another_makes_others() -> None:
    first, same, other = (arrivals(Random(n), date(2025, 1, 1), 60, 200, works) for n in (5, 5, 6))
    assert first == same
    assert first != other


CALENDAR = Calendar((HoursPeriod(date(2020, 1, 1), ((time(7, 30), time(11, 30)), (time(13), time(17)))),), {})
MONDAY = datetime(2025, 3, 3, 8, 0, tzinfo=ZONE)


@pytest.fixture
def capacity() -> Capacity:
    return Capacity(3, lambda: CALENDAR)


def test_one_thing_after_the_other(capacity: Capacity) -> None:
    ends = [capacity.take("a/reception", MONDAY, "reception", Random(n)) for n in range(200)]
    assert ends == sorted(ends)
    assert len(set(ends)) == 200
    # Two hundred receptions are more than two days' work of one officer, and another has nothing to do with it.
    assert ends[-1] - MONDAY > timedelta(days=1)
    assert capacity.take("b/reception", MONDAY, "reception", Random(1)) < MONDAY + timedelta(hours=3)


def test_nobody_works_on_a_sick_day(capacity: Capacity) -> None:
    days = [MONDAY.date() + timedelta(days=n) for n in range(200)]
    sick = [day for day in days if capacity.sick("a/approve", day)]
    assert 2 <= len(sick) <= 40
    spell = next(day for day in sick if CALENDAR.is_working_day(day))
    ready = datetime.combine(spell, MONDAY.timetz())
    done = capacity.take("a/approve", ready, "approve", Random(1))
    assert not capacity.sick("a/approve", done.date())
    assert CALENDAR.is_working_day(done.date())


@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(["approve", "appraise", "?"])), max_size=30))
def test_an_act_ends_after_it_was_ready_and_in_working_time(asked: list[tuple[int, str]]) -> None:
    capacity = Capacity(1, lambda: CALENDAR)
    last = MONDAY
    for minutes, kind in asked:
        ready = MONDAY + timedelta(minutes=minutes)
        done = capacity.take("x/y", ready, kind, Random(minutes))
        assert done > ready
        assert done >= last
        assert any(start <= done <= end for start, end in CALENDAR.spans(done.date()))
        last = done
