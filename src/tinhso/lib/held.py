"""Answers kept for a moment in the process's memory: catalogues that are read often and change rarely.

    @held
    def _unit(code: str, day: date) -> UnitInfo: ...
    _unit.forget()

An answer is kept for `FRESH_SECONDS` at most, so that other processes see a change within a minute; the
process that makes the change calls `forget`. Only what is frozen may be kept. Refusals are never kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
FRESH_SECONDS = 60.0
# Arguments may come from outside; a full store starts again instead of growing.
MOST = 4096
_every: list[Held[Any, Any]] = []


class Held(Generic[P, R]):
    """A function whose answers are kept by its arguments, which must be hashable."""

    def __init__(self, function: Callable[P, R]) -> None:
        self._function = function
        self._kept: dict[Hashable, tuple[float, R]] = {}
        update_wrapper(self, function)
        _every.append(self)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (args, tuple(sorted(kwargs.items()))) if kwargs else args
        found = self._kept.get(key)
        moment = time.monotonic()
        if found is not None and moment - found[0] < FRESH_SECONDS:
            return found[1]
        answer = self._function(*args, **kwargs)
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = (moment, answer)
        return answer

    def forget(self) -> None:
        """Ask afresh next time."""
        self._kept.clear()


def held(function: Callable[P, R]) -> Held[P, R]:
    """Keep a function's answers for a minute."""
    return Held(function)


def forget_all() -> None:
    """Ask everything afresh: after a load, and between tests."""
    for kept in _every:
        kept.forget()
