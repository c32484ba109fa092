"""What will be late is reckoned, never guessed: by the pace of the last days, and by what must still be done."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.process.api import StepRow, bpmn_from_steps
from tinhso.foundation.process.rules.check import model_of
from tinhso.foundation.process.rules.following import END, following
from tinhso.foundation.worktime.api import ZONE, DayKind, HoursPeriod
from tinhso.foundation.worktime.rules.calendar import Calendar
from tinhso.government.dossiers.rules.pace import (
    Horizon,
    late_at_pace,
    least_hours,
    next_working_day,
    working_days_back,
)

CALENDAR = Calendar(
    (HoursPeriod(date(2000, 1, 1), ((time(7, 30), time(11, 30)), (time(13), time(17)))),),
    {date(2026, 11, 24): DayKind.HOLIDAY},
)
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=ZONE)
NOW = MONDAY.timestamp()
moments = st.integers(0, 60 * 24 * 100).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@given(moments)
def test_a_horizon_reckons_as_the_calendar_does(moment: datetime) -> None:
    told = Horizon(CALENDAR, MONDAY).hours(moment)
    assert math.isclose(told, float(CALENDAR.hours_between(MONDAY, moment)), abs_tol=1e-6)


def test_beyond_the_horizon_nothing_is_late_and_the_past_is_no_hour_away() -> None:
    horizon = Horizon(CALENDAR, MONDAY, days=10)
    assert horizon.hours(MONDAY + timedelta(days=30)) == math.inf
    assert horizon.hours(MONDAY - timedelta(days=1)) == 0


def test_at_one_a_day_the_third_of_three_due_tomorrow_is_late() -> None:
    horizon = Horizon(CALENDAR, MONDAY)
    soon = datetime(2026, 11, 26, 9, 30, tzinfo=ZONE)  # two working days on: the 24th is a holiday
    queue = [(soon.timestamp(), "a"), (soon.timestamp(), "b"), (soon.timestamp() + 60, "c")]
    assert late_at_pace(queue, 10, horizon, NOW) == {"c"}
    assert late_at_pace(queue, 20, horizon, NOW) == set()
    assert late_at_pace(queue, 0, horizon, NOW) == set()


def test_what_is_late_already_takes_its_place_and_is_not_told_again() -> None:
    horizon = Horizon(CALENDAR, MONDAY)
    soon = datetime(2026, 11, 25, 9, 30, tzinfo=ZONE)
    queue = [(NOW - 3600, "old"), (soon.timestamp(), "next")]
    assert late_at_pace(queue, 10, horizon, NOW) == {"next"}


@given(st.lists(moments, max_size=12), st.integers(1, 40), st.integers(1, 40))
def test_a_quicker_desk_is_never_later(dues: list[datetime], one: int, more: int) -> None:
    horizon = Horizon(CALENDAR, MONDAY)
    queue = [(due.timestamp(), number) for number, due in enumerate(dues)]
    assert late_at_pace(queue, one + more, horizon, NOW) <= late_at_pace(queue, one, horizon, NOW)


def test_days_of_work_skip_holidays_and_week_ends() -> None:
    assert next_working_day(CALENDAR, date(2026, 11, 23)) == date(2026, 11, 25)
    assert next_working_day(CALENDAR, date(2026, 11, 27)) == date(2026, 11, 30)
    assert working_days_back(CALENDAR, date(2026, 11, 25), 2) == date(2026, 11, 20)


def test_the_least_that_is_left_takes_the_shortest_way() -> None:
    followers = {"a": {"b", "c"}, "b": {"c"}, "c": {"a", ""}, "lost": {"lost"}}
    hours = {"a": 1, "b": 8, "c": 2, "lost": 1}
    assert least_hours(followers, lambda key: Decimal(hours[key])) == {"a": 2, "b": 2, "c": 0}


def test_a_file_tells_what_may_follow() -> None:
    xml = bpmn_from_steps(
        (
            StepRow("appraise", "Thẩm định", "specialist", "appraise", share=Decimal("0.5"),
                    outcomes=("fit", "unfit"), go_to={"unfit": "number"}),
            StepRow("approve", "Phê duyệt", "leader", "approve", hours=Decimal(2)),
            StepRow("number", "Lấy số", "clerk", "number", hours=Decimal(2)),
        ),
        process_id="thu",
        name="Thử",
    )  # fmt: skip
    assert following(model_of(xml)) == {
        "appraise": {"approve", "number"},
        "approve": {"number"},
        "number": {END},
    }
