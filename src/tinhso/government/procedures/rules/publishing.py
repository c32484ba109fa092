"""Was a procedure made public in time? QĐ 766/QĐ-TTg, indicator 1.1: a province's decision comes at the latest
5 working days before the law behind it takes effect. Pure: the calendar is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

WORKING_DAYS_BEFORE = 5
# No run of days off is longer; a calendar without any working day must not keep us counting.
_FURTHEST = 60


def deadline(effective_on: date, is_working_day: Callable[[date], bool]) -> date:
    """The last day on which the decision is in time."""
    day, left = effective_on, WORKING_DAYS_BEFORE
    for _step in range(_FURTHEST):
        if not left:
            break
        day -= timedelta(days=1)
        left -= is_working_day(day)
    return day
