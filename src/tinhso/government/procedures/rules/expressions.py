"""The safe expression language (zen) as the catalogue uses it: conditions and amounts, never code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import zen

MAX_LENGTH = 1000


def fault(expression: str) -> str | None:
    """Why the expression cannot be used, in English technical terms; None when it is sound."""
    if len(expression) > MAX_LENGTH:
        return f"longer than {MAX_LENGTH} characters"
    try:
        reason = zen.validate_expression(expression)
    except (RuntimeError, ValueError, TypeError) as error:
        return str(error)[:200]
    return None if reason is None else str(reason)[:200]


def evaluate(expression: str, facts: Mapping[str, Any]) -> Any:
    """The value of the expression, or None when the facts do not carry it (a draft is half empty)."""
    try:
        return zen.evaluate_expression(expression, dict(facts))
    except (RuntimeError, ValueError, TypeError, OverflowError):
        return None


def holds(expression: str, facts: Mapping[str, Any]) -> bool:
    """True only when the condition is plainly true; an empty condition always holds."""
    return not expression or evaluate(expression, facts) is True
