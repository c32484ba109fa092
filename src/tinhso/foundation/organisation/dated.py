"""Reads of the dated catalogue, kept for a minute: units and agencies change a few times a year."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar, cast

from tinhso.foundation.worktime.api import today
from tinhso.lib.held import held

P = ParamSpec("P")
R = TypeVar("R")


def by_day(function: Callable[P, R]) -> Callable[P, R]:
    """Keep a read by its arguments, with `on` filled in; lists are handed out as copies."""
    shape = signature(function)
    defaults = tuple(one.default for one in shape.parameters.values())
    needed = sum(one is shape.empty for one in defaults)
    day = list(shape.parameters).index("on") if "on" in shape.parameters else -1
    kept = held(function)

    def bound(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """Every argument at its place."""
        if not kwargs and needed <= len(args) <= len(defaults):
            return args + defaults[len(args) :]
        told = shape.bind(*args, **kwargs)
        told.apply_defaults()
        return told.args

    @wraps(function)
    def read(*args: P.args, **kwargs: P.kwargs) -> R:
        asked = bound(args, kwargs)
        if day >= 0 and asked[day] is None:
            asked = (*asked[:day], today(), *asked[day + 1 :])
        answer = cast("Callable[..., Any]", kept)(*asked)
        return cast(R, list(answer) if isinstance(answer, list) else answer)

    return read
