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
    text = _encode(value) if _plain(value) else _encode_as_given(_ordered(value))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("text holds a lone surrogate") from error


# Keys in the order of their code points, which for ASCII is that of their UTF-16 code units.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_encode_as_given = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _plain(value: Any) -> bool:
    """True when the encoder alone writes the canonical form: ASCII keys, texts, whole numbers within bounds.

    Nearly every entry is so; ordering it by hand takes three times as long.
    """
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return bool(-MAX_INT <= value <= MAX_INT)
    if kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                return False
            if type(item) is not str and not _plain(item):
                return False
        return True
    return kind is list and all(map(_plain, value))


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
