"""What will be late: at the pace of the last days, and because what is left no longer fits. Pure."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from tinhso.foundation.worktime.api import HOURS_PER_WORKING_DAY, Calendar

# So far ahead working hours are reckoned; what is due later is not told to be late.
AHEAD = 120
# The pace is that of so many working days before today.
PACE_DAYS = 10
Key = TypeVar("Key")


class Horizon:
    """Working hours from now to any later moment, reckoned once for many moments (in seconds of the epoch)."""

    def __init__(self, calendar: Calendar, now: datetime, days: int = AHEAD) -> None:
        self._starts: list[float] = []
        self._spans: list[tuple[float, float]] = []
        hours, begun = 0.0, now.timestamp()
        first = now.astimezone(calendar.zone).date()
        for offset in range(days):
            for start, end in calendar.spans(first + timedelta(days=offset)):
                if end <= now:
                    continue
                begin = max(start.timestamp(), begun)
                self._starts.append(begin)
                self._spans.append((end.timestamp(), hours))
                hours += (end.timestamp() - begin) / 3600
        self._last = (datetime.combine(first, now.timetz()) + timedelta(days=days)).timestamp()

    def hours(self, moment: datetime) -> float:
        """Working hours until the moment; 0 for one that has passed, infinite beyond the horizon."""
        return self.hours_to(moment.timestamp())

    def hours_to(self, second: float) -> float:
        """The same for a moment in seconds of the epoch."""
        if second > self._last:
            return math.inf
        at = bisect_right(self._starts, second) - 1
        if at < 0:
            return 0.0
        end, before = self._spans[at]
        return before + (min(second, end) - self._starts[at]) / 3600


def late_at_pace(queue: Sequence[tuple[float, Key]], finished: int, horizon: Horizon, now: float) -> set[Key]:
    """Who of a queue (due second, key) will be done too late when the next due is always done next.

    `finished`: how many left the queue in the last `PACE_DAYS` working days; none: the pace is unknown and
    nothing is told. What is late already counts in the queue and is not told again.
    """
    if finished <= 0:
        return set()
    hours_each = float(HOURS_PER_WORKING_DAY) * PACE_DAYS / finished
    return {
        key
        for place, (due, key) in enumerate(sorted(queue, key=lambda one: one[0]), start=1)
        if due >= now and place * hours_each > horizon.hours_to(due)
    }


def least_hours(
    followers: Mapping[str, Iterable[str]], weigh: Callable[[str], Decimal]
) -> dict[str, Decimal]:
    """For each step the fewest planned hours of the steps after it, on the shortest way to an end.

    `followers`: the steps that may be next, an empty key for an end. A step from which no end can be reached
    (a file that the check would refuse) is left out.
    """
    found: dict[str, Decimal] = {}
    for _round in range(len(followers) + 1):
        changed = False
        for key, after in followers.items():
            ways = [
                Decimal(0) if not one else weigh(one) + found[one] for one in after if not one or one in found
            ]
            if ways and (key not in found or min(ways) < found[key]):
                found[key] = min(ways)
                changed = True
        if not changed:
            break
    return found


def working_days_back(calendar: Calendar, day: date, count: int) -> date:
    """The first of the `count` working days before a day."""
    found = day
    while count > 0:
        found -= timedelta(days=1)
        count -= calendar.is_working_day(found)
    return found


def next_working_day(calendar: Calendar, day: date) -> date:
    """The first working day after a day."""
    found = day + timedelta(days=1)
    while not calendar.is_working_day(found):
        found += timedelta(days=1)
    return found
