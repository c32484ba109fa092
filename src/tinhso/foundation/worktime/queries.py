"""Reads the calendar from the database, once a minute at most."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, time

from tinhso.foundation.worktime.models import CalendarDay, WorkingHours
from tinhso.foundation.worktime.rules.calendar import Calendar, DayKind, HoursPeriod, build
from tinhso.lib.held import held

# Seen in production calculators (domain reference, section 7); holds until a folder says otherwise.
DEFAULT_HOURS = HoursPeriod(date(1900, 1, 1), ((time(7), time(11, 30)), (time(13, 30), time(17))))


@held
def calendar() -> Calendar:
    """The province's working calendar as the database holds it."""
    spans: dict[date, list[tuple[time, time]]] = defaultdict(list)
    for row in WorkingHours.objects.order_by("valid_from", "start"):
        spans[row.valid_from].append((row.start, row.end))
    periods = [HoursPeriod(start, tuple(rows)) for start, rows in spans.items()] or [DEFAULT_HOURS]
    days = {row.day: DayKind(row.kind) for row in CalendarDay.objects.all()}
    return build(periods, days)


def forget_calendar() -> None:
    """Read afresh next time: called after a load or an operator's change."""
    calendar.forget()
