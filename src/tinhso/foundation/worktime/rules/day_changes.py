"""Which changes of a calendar day make sense. Pure."""

from __future__ import annotations

from datetime import date

from tinhso.foundation.worktime.rules.calendar import DayKind

SATURDAY = 5


def pointless(day: date, kind: str) -> bool:
    """True for a made-up working day in the week, and for a swapped day off at its end."""
    weekend = day.weekday() >= SATURDAY
    return kind == (DayKind.OFF_SWAP if weekend else DayKind.WORK_MAKEUP)
