"""Time is a service: the only door to now, to the working calendar and to due moments."""

from __future__ import annotations

from datetime import date, datetime, time

from tinhso.foundation.worktime.clock import ZONE, at, now, real_now
from tinhso.foundation.worktime.queries import calendar, forget_calendar
from tinhso.foundation.worktime.rules.calendar import Calendar, DayKind, HoursPeriod, build
from tinhso.foundation.worktime.rules.deadlines import Outcome, outcome, pause_shift, restart
from tinhso.foundation.worktime.rules.limits import HOURS_PER_WORKING_DAY, Limit, Unit

__all__ = [
    "HOURS_PER_WORKING_DAY",
    "ZONE",
    "Calendar",
    "DayKind",
    "HoursPeriod",
    "Limit",
    "Outcome",
    "Unit",
    "at",
    "build",
    "calendar",
    "day_bounds",
    "forget_calendar",
    "now",
    "outcome",
    "pause_shift",
    "real_now",
    "restart",
    "today",
]


def today() -> date:
    """Today's date in the province."""
    return now().date()


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Midnight to midnight of a date in the province's zone."""
    start = datetime.combine(day, time(), ZONE)
    return start, datetime.combine(date.fromordinal(day.toordinal() + 1), time(), ZONE)
