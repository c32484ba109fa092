"""The algebra of working time: tables from the domain reference and properties that must always hold."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.worktime.rules.calendar import Calendar, DayKind, HoursPeriod, build
from tinhso.foundation.worktime.rules.deadlines import Outcome, outcome, pause_shift, restart
from tinhso.foundation.worktime.rules.limits import Limit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CAL: Calendar = build(
    [HoursPeriod(date(2000, 1, 1), ((time(7), time(11, 30)), (time(13, 30), time(17))))],
    {
        date(2024, 4, 29): DayKind.OFF_SWAP,
        date(2024, 4, 30): DayKind.HOLIDAY,
        date(2024, 5, 1): DayKind.HOLIDAY,
        date(2024, 5, 4): DayKind.WORK_MAKEUP,
        date(2024, 9, 2): DayKind.HOLIDAY,
        date(2024, 9, 3): DayKind.HOLIDAY,
    },
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("received", "hours", "due"),
    [
        ("2024-03-04T07:00", 8, "2024-03-04T17:00"),
        ("2024-03-04T08:00", 8, "2024-03-05T08:00"),
        ("2024-03-04T12:15", 1, "2024-03-04T14:30"),  # lunch counts from 13:30
        ("2024-03-04T11:00", 1, "2024-03-04T14:00"),  # over lunch
        ("2024-03-04T21:14", 8, "2024-03-05T17:00"),  # in the evening: from the next morning
        ("2024-03-08T16:00", 2, "2024-03-11T08:00"),  # over a weekend
        ("2024-03-09T10:00", 8, "2024-03-11T17:00"),  # on a Saturday
        ("2024-04-26T16:00", 2, "2024-05-02T08:00"),  # a swapped Monday and two holidays
        ("2024-05-03T16:00", 2, "2024-05-04T08:00"),  # a made-up Saturday works
        ("2024-08-30T16:30", 1, "2024-09-04T07:30"),
        ("2024-03-04T07:00", 0, "2024-03-04T07:00"),
        ("2024-03-04T05:59", 0, "2024-03-04T07:00"),
    ],
)
def test_it_adds_working_hours(received: str, hours: int, due: str) -> None:
    assert CAL.add_hours(at(received), hours) == at(due)


@pytest.mark.parametrize(
    ("received", "value", "unit", "cutoff", "due"),
    [
        ("2024-03-04T09:00", 1, "working_day", None, "2024-03-05T09:00"),
        ("2024-03-04T15:00", 1, "working_day", time(15), "2024-03-05T17:00"),
        ("2024-03-04T14:59", 1, "working_day", time(15), "2024-03-05T14:59"),
        ("2024-03-04T17:00", 1, "working_day", None, "2024-03-05T17:00"),
        ("2024-03-04T09:00", 15, "day", None, "2024-03-19T09:00"),
        ("2024-03-04T09:00", 5, "day", None, "2024-03-11T09:00"),  # ends on a Saturday
        (
            "2024-04-27T09:00",
            1,
            "day",
            None,
            "2024-05-02T17:00",
        ),  # received on a day off: the close, never 07:00
        ("2024-03-03T20:00", 5, "day", None, "2024-03-08T17:00"),  # Sunday evening: Monday to Friday
        ("2024-03-03T20:00", 7, "day", None, "2024-03-11T17:00"),  # the seventh is a Sunday
        ("2024-03-03T20:00", 1, "month", None, "2024-04-03T17:00"),
        ("2024-03-04T16:00", 3, "day", time(15), "2024-03-07T17:00"),  # after the cut-off
        ("2024-03-03T20:00", 0, "day", None, "2024-03-04T07:00"),
        ("2024-01-31T09:00", 1, "month", None, "2024-02-29T09:00"),
        ("2024-03-04T09:00", 1, "year", None, "2025-03-04T09:00"),
        ("2024-03-04T09:00", 24, "hour", None, "2024-03-07T09:00"),
    ],
)
def test_it_counts_every_unit_of_the_law(
    received: str, value: int, unit: str, cutoff: time | None, due: str
) -> None:
    assert CAL.add(at(received), Limit.of(value, unit), cutoff) == at(due)


def test_a_pause_moves_the_due_moment_by_the_time_spent_waiting() -> None:
    due = at("2024-03-08T10:00")
    assert pause_shift(CAL, due, at("2024-03-05T10:00"), at("2024-03-06T10:00")) == at("2024-03-11T10:00")
    assert pause_shift(CAL, due, at("2024-03-05T18:00"), at("2024-03-06T06:00")) == due
    closing = at("2024-03-08T17:00")  # a wait over the weekend moves nothing, not even to Monday morning
    assert pause_shift(CAL, closing, at("2024-03-02T10:00"), at("2024-03-03T10:00")) == closing


def test_a_restart_runs_the_whole_limit_anew() -> None:
    assert restart(CAL, at("2024-03-06T10:00"), Limit.of(2, "working_day")) == at("2024-03-08T10:00")


@pytest.mark.parametrize(
    ("finish", "due", "counted"),
    [
        ("2024-03-05T09:59", "2024-03-05T10:00", Outcome.EARLY),
        ("2024-03-05T10:00", "2024-03-05T10:00", Outcome.ON_TIME),
        ("2024-03-05T10:01", "2024-03-05T10:00", Outcome.OVERDUE),
        ("2024-03-05T10:01", None, Outcome.ON_TIME),
    ],
)
def test_a_finish_is_counted_as_the_law_counts(finish: str, due: str | None, counted: Outcome) -> None:
    assert outcome(at(finish), at(due) if due else None) is counted


moments = st.datetimes(datetime(2023, 12, 1), datetime(2025, 1, 31)).map(lambda d: d.replace(tzinfo=ZONE))
hours = st.integers(0, 300).map(lambda quarters: Decimal(quarters) / 4)


@given(moments, hours)
def test_a_due_moment_is_working_time_and_far_enough(moment: datetime, amount: Decimal) -> None:
    due = CAL.add_hours(moment, amount)
    assert due >= moment
    assert any(start <= due <= end for start, end in CAL.spans(due.date()))
    assert abs(CAL.hours_between(moment, due) - amount) < Decimal("0.001")


@given(moments, hours, hours)
def test_adding_twice_is_adding_the_sum(moment: datetime, first: Decimal, second: Decimal) -> None:
    once = CAL.add_hours(moment, first + second)
    twice = CAL.add_hours(CAL.add_hours(moment, first), second)
    assert CAL.hours_between(once, twice) == 0


@given(moments, moments, hours)
def test_later_reception_never_means_an_earlier_due_moment(a: datetime, b: datetime, amount: Decimal) -> None:
    early, late = sorted((a, b))
    assert CAL.add_hours(early, amount) <= CAL.add_hours(late, amount)


@given(moments, hours, st.integers(0, 20), st.integers(0, 20))
def test_two_pauses_count_like_one_of_their_sum(
    moment: datetime, amount: Decimal, first: int, second: int
) -> None:
    due = CAL.add_hours(moment, amount)
    middle = CAL.add_hours(moment, first)
    end = CAL.add_hours(middle, second)
    split = pause_shift(CAL, pause_shift(CAL, due, moment, middle), middle, end)
    assert CAL.hours_between(split, pause_shift(CAL, due, moment, end)) == 0


@given(moments, st.integers(0, 60))
def test_calendar_days_end_on_a_working_day(moment: datetime, days: int) -> None:
    due = CAL.add(moment, Limit.of(days, "day"))
    assert CAL.is_working_day(due.date())
    assert due >= moment + timedelta(days=0)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 31)))
def test_midnight_and_zone_do_not_matter(naive: datetime) -> None:
    local = naive.replace(tzinfo=ZONE)
    assert CAL.add_hours(local, 8) == CAL.add_hours(local.astimezone(ZoneInfo("UTC")), 8)


@pytest.mark.parametrize(
    ("received", "after", "due"),
    [
        ("2024-03-04T08:00", "15:00", "2024-03-04T17:00"),
        ("2024-03-04T15:00", "15:00", "2024-03-04T17:00"),  # exactly three is not after three
        ("2024-03-04T15:01", "15:00", "2024-03-05T17:00"),
        ("2024-03-04T15:01", None, "2024-03-04T17:00"),
        ("2024-03-04T15:20", "15:30", "2024-03-04T17:00"),
        ("2024-03-04T05:00", "15:00", "2024-03-04T17:00"),  # before the office opens
        ("2024-03-04T20:00", "15:00", "2024-03-05T17:00"),
        ("2024-03-04T20:00", None, "2024-03-05T17:00"),  # after the close: received when it opens again
        ("2024-03-08T16:00", "15:00", "2024-03-11T17:00"),  # Friday afternoon
        (
            "2024-03-09T16:00",
            "15:00",
            "2024-03-11T17:00",
        ),  # a Saturday counts as Monday's opening, not as late
        ("2024-04-26T16:00", "15:00", "2024-05-02T17:00"),  # a swapped Monday and two holidays
        ("2024-05-03T15:30", "15:00", "2024-05-04T17:00"),  # a made-up Saturday works
    ],
)
def test_the_same_day_or_the_next_one_when_received_late(received: str, after: str | None, due: str) -> None:
    limit = Limit.same_day(time.fromisoformat(after) if after else None)
    assert limit.after == (time.fromisoformat(after) if after else None)
    assert CAL.add(at(received), limit) == at(due)
    # The rule has its own cut-off, and is kept as two plain values like every limit.
    assert CAL.add(at(received), Limit.of(limit.value, "same_day"), cutoff=time(15)) == at(due)


@given(
    moments,
    moments,
    st.none() | st.times(time(7), time(17)).map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_the_same_day_ends_with_the_day_or_the_next_and_later_is_never_earlier(
    a: datetime, b: datetime, after: time | None
) -> None:
    limit = Limit.same_day(after)
    first, second = CAL.add(min(a, b), limit), CAL.add(max(a, b), limit)
    assert min(a, b) <= first <= second
    opened = CAL.next_moment(min(a, b))
    assert first == CAL.spans(first.date())[-1][1]
    assert first.date() in (opened.date(), CAL.next_day_start(opened).date())
    assert CAL.working_hours(limit, min(a, b)) <= 20


@pytest.mark.parametrize("hour", [0, 25])
def test_an_hour_that_no_clock_shows_is_no_limit(hour: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 24"):
        Limit.of(hour, "same_day")


def test_a_calendar_without_working_days_says_so() -> None:
    empty = build(
        [HoursPeriod(date(2000, 1, 1), ())],
        {},
    )
    with pytest.raises(ValueError, match="sixty years"):
        empty.add_hours(at("2024-03-04T09:00"), 1)
