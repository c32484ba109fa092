"""Canonical JSON (RFC 8785) for the values the log holds: one value, one sequence of bytes."""

from __future__ import annotations

import json
from typing import Any

MAX_INT = 2**53 - 1


def canonical(value: Any) -> bytes:
    """The canonical bytes of a JSON value without fractions.

    Keys are ordered by UTF-16 code units, there is no white space, and text is UTF-8 as it stands.
    Fractions, whole numbers beyond 2^53 - 1, lone surrogates and keys that are not text raise ValueError:
    they have no form that every reader agrees on.
    """
    text = json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("text holds a lone surrogate") from error


def _ordered(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_INT:
            raise ValueError(f"{value} is beyond 2^53 - 1")
        return value
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("keys must be text")
        return {key: _ordered(value[key]) for key in sorted(value, key=_utf16)}
    raise ValueError(f"{type(value).__name__} has no canonical form")


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")
