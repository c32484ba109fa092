"""The slots of a day for appointments, within the working hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

# An appointment may be turned into a number from so long before its slot on.
EARLY = timedelta(minutes=30)


def slots(spans: Iterable[tuple[datetime, datetime]], minutes: int) -> list[datetime]:
    """The first moments of the slots that fit wholly into the working spans of a day."""
    length = timedelta(minutes=minutes)
    found = []
    for start, end in spans:
        at = start
        while at + length <= end:
            found.append(at)
            at += length
    return found


def free_place(taken: Sequence[int], places: int) -> int | None:
    """The first free place of a slot, counted from 1; None when it is full."""
    return next((place for place in range(1, places + 1) if place not in taken), None)


def arrival_fault(starts_at: datetime, minutes: int, now: datetime) -> str | None:
    """`early` or `late` when the appointment cannot become a number now, else None."""
    if now < starts_at - EARLY:
        return "early"
    if now.date() > starts_at.date() or now > starts_at + timedelta(minutes=2 * minutes):
        return "late"
    return None
