"""When somebody is reminded of a deadline: in working days before it, on its day, and after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

# Working days before the last one on which a reminder goes out, and after it on which lateness is told (escalated).
BEFORE: tuple[int, ...] = (5, 2, 0)
LATE: tuple[int, ...] = (1, 3, 5)
Works = Callable[[date], bool]


def left(due: date, today: date, works: Works) -> int:
    """Working days from today to the last day: 0 on it, negative after it (-1: one working day has passed)."""
    if today <= due:
        return sum(works(today + timedelta(days=n)) for n in range(1, (due - today).days + 1))
    return -sum(works(due + timedelta(days=n)) for n in range(1, (today - due).days + 1))


def step(due: date, today: date, works: Works) -> int | None:
    """Which reminder is due: one of BEFORE (5, 2, 0), or a negative one of LATE; None before the first.

    Nobody is reminded on a day off: what fell on one is told on the next working day, with the days that are left.
    """
    if not works(today):
        return None
    days = left(due, today, works)
    if days >= 0 and today <= due:
        return min((one for one in BEFORE if days <= one), default=None)
    return max((-one for one in LATE if -days >= one), key=abs, default=None)


def last_working(due: datetime, works: Works) -> datetime:
    """The same moment on the next working day where the last day is a day off (Bộ luật Dân sự 2015, Điều 148.5)."""
    while not works(due.date()):
        due += timedelta(days=1)
    return due
