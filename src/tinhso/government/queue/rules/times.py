"""Waiting and serving, measured from the moves of a number; and what they let one expect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

# Fewer measured numbers than this tell nothing that a person could rely on.
ENOUGH = 5


@dataclass(frozen=True)
class Times:
    """How long a number waited until somebody served it, and how long it was served in all.

    None while it has not come so far. A number sent to another counter waits again, and both count.
    """

    waited: timedelta | None = None
    served: timedelta | None = None


def times(moves: Sequence[tuple[str, datetime]]) -> Times:
    """From (verb, moment) in order of time; `take` or `arrive` begins."""
    waited, served = timedelta(), timedelta()
    waiting_since: datetime | None = None
    serving_since: datetime | None = None
    was_served = False
    for verb, at in moves:
        if verb in ("take", "arrive", "return"):
            waiting_since = at
        elif verb == "serve":
            waited += at - (waiting_since or at)
            waiting_since, serving_since, was_served = None, at, True
        elif verb in ("transfer", "done", "close"):
            if serving_since is not None:
                served += at - serving_since
                serving_since = None
            waiting_since = at if verb == "transfer" else None
    if not was_served:
        return Times()
    return Times(waited, served if serving_since is None else None)


def middle(spans: Iterable[timedelta | None]) -> timedelta | None:
    """The median of what was measured; None without any."""
    known = [span.total_seconds() for span in spans if span is not None]
    return timedelta(seconds=median(known)) if known else None


def longest(spans: Iterable[timedelta | None]) -> timedelta | None:
    """The longest of what was measured; None without any."""
    return max((span for span in spans if span is not None), default=None)


def expected(before: int, served: Sequence[timedelta], counters: int) -> timedelta | None:
    """How long a number with so many before it may wait; None while too little was measured.

    The median serving time of those already served, times those before, shared by the counters at work.
    """
    if len(served) < ENOUGH:
        return None
    each = middle(served) or timedelta()
    return before * each / max(1, counters)


def minutes(span: timedelta) -> int:
    """Whole minutes as one would say them: never less than one of something that takes time."""
    return max(1, round(span.total_seconds() / 60)) if span else 0
