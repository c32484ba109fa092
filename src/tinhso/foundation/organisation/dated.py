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
    kept = held(function)

    @wraps(function)
    def read(*args: P.args, **kwargs: P.kwargs) -> R:
        bound = shape.bind(*args, **kwargs)
        bound.apply_defaults()
        if bound.arguments.get("on", kept) is None:
            bound.arguments["on"] = today()
        asked = cast("Callable[..., Any]", kept)
        answer = asked(*bound.args, **bound.kwargs)
        return cast(R, list(answer) if isinstance(answer, list) else answer)

    return read
