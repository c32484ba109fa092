"""How long to wait before the next try, and when to stop and ask a person."""

from __future__ import annotations

from datetime import timedelta

# 1, 2, 4 … minutes, at most two hours apart: about a day in all.
MOST_TRIES = 18
_LONGEST = timedelta(hours=2)


def pause(tries: int) -> timedelta:
    """The pause after so many tries in vain (1 and more)."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), _LONGEST)


def given_up(tries: int) -> bool:
    """True when trying on by itself makes no sense any more."""
    return tries >= MOST_TRIES
