"""How long an account rests after wrong passwords: the wait grows, and it ends by itself."""

from __future__ import annotations

from datetime import timedelta

FREE_TRIES = 5
LONGEST = timedelta(hours=1)


def wait_after(failures: int) -> timedelta:
    """The rest after this many wrong tries in a row: none for four, then 1, 2, 4 … minutes, at most an hour.

    An hour is the end of it: whoever knows a login must not be able to keep its owner out for days.
    """
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 10)
    return min(timedelta(minutes=2**doublings), LONGEST)
