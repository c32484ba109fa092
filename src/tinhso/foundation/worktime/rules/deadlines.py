"""What a pause, a supplement or an extension does to a due moment, and how the law counts a finish."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum

from tinhso.foundation.worktime.rules.calendar import Calendar
from tinhso.foundation.worktime.rules.limits import Limit


class Outcome(StrEnum):
    """Early, on time or overdue, as statistics count (domain reference, section 7)."""

    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"


def pause_shift(calendar: Calendar, due: datetime, paused_at: datetime, resumed_at: datetime) -> datetime:
    """Policy `shift`: the due moment moves by the working time spent waiting."""
    waited = calendar.hours_between(paused_at, resumed_at)
    return calendar.add_hours(due, waited) if waited > 0 else due


def restart(calendar: Calendar, resumed_at: datetime, limit: Limit, cutoff: time | None = None) -> datetime:
    """Policy `restart`: the whole limit runs anew from the day the supplement is accepted."""
    return calendar.add(resumed_at, limit, cutoff)


def outcome(finish: datetime, due: datetime | None) -> Outcome:
    """Early when finished before due; on time when equal or without a due moment; else overdue."""
    if due is None or finish == due:
        return Outcome.ON_TIME
    return Outcome.EARLY if finish < due else Outcome.OVERDUE
