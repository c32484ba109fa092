"""Answers kept for a moment in the process's memory: catalogues that are read often and change rarely.

    @held
    def _unit(code: str, day: date) -> UnitInfo: ...
    _unit.forget()

An answer is kept for `FRESH_SECONDS` at most, so that other processes see a change within a minute; the
process that makes the change calls `forget`. Only what is frozen may be kept. Refusals are never kept.

    @held_while(newest)
    def _shelf(day: date) -> tuple[Entry, ...]: ...

Where a minute is too long, `newest` tells in one cheap question whether anything came since; an answer given
under another `newest` is replaced, not kept beside the new one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
FRESH_SECONDS = 60.0
BRIEF_SECONDS = 2.0
# Arguments may come from outside; a full store starts again instead of growing.
MOST = 4096
_every: list[Held[Any, Any]] = []


class Held(Generic[P, R]):
    """A function whose answers are kept by its arguments, which must be hashable."""

    def __init__(
        self,
        function: Callable[P, R],
        stamp: Callable[[], Hashable] | None = None,
        seconds: float = FRESH_SECONDS,
        most: int = MOST,
    ) -> None:
        self._function = function
        self._stamp = stamp
        self._seconds = seconds
        self._most = most
        self._kept: dict[Hashable, tuple[float, Hashable, R]] = {}
        update_wrapper(self, function)
        _every.append(self)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (args, tuple(sorted(kwargs.items()))) if kwargs else args
        # Asked before the answer is made: what comes meanwhile is seen the next time.
        stamp = self._stamp() if self._stamp is not None else None
        found = self._kept.get(key)
        moment = time.monotonic()
        if found is not None and found[1] == stamp and moment - found[0] < self._seconds:
            return found[2]
        answer = self._function(*args, **kwargs)
        if len(self._kept) >= self._most:
            self._kept.clear()
        self._kept[key] = (moment, stamp, answer)
        return answer

    def forget(self) -> None:
        """Ask afresh next time."""
        self._kept.clear()


def held(function: Callable[P, R]) -> Held[P, R]:
    """Keep a function's answers for a minute."""
    return Held(function)


def held_briefly(function: Callable[P, R]) -> Held[P, R]:
    """Keep a function's answers for two seconds: as long as a page asks the same again and again."""
    return Held(function, seconds=BRIEF_SECONDS)


def held_while(stamp: Callable[[], Hashable], *, most: int = MOST) -> Callable[[Callable[P, R]], Held[P, R]]:
    """Keep a function's answers for a minute, and only as long as `stamp` says the same; `most` of them at a time."""

    def keep(function: Callable[P, R]) -> Held[P, R]:
        return Held(function, stamp, most=most)

    return keep


def forget_all() -> None:
    """Ask everything afresh: after a load, and between tests."""
    for kept in _every:
        kept.forget()
