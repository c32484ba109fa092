"""A form in English: its own words beside the Vietnamese ones, as data (`x-en`: Vietnamese → English).

What is missing there stays Vietnamese. Names of questions, conditions and values of choices are the same in
both, so that an answer given on an English page is the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

KEY = "x-en"
WORDS = frozenset({"title", "description", "message", "intro"})


def in_english(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The same form with the English words that it brings."""
    words = schema.get(KEY, {})
    return {key: _said(key, value, words) for key, value in schema.items() if key != KEY}


def _said(key: str, value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return words.get(value, value) if key in WORDS else value
    if isinstance(value, list):
        return [_said("", item, words) for item in value]
    if not isinstance(value, Mapping):
        return value
    if key == "x-errors":
        return {name: words.get(text, text) for name, text in value.items()}
    return {name: _said(name, below, words) for name, below in value.items()}


def spoken(schema: Any, key: str = "") -> Iterator[str]:
    """Every sentence of a form that a person reads."""
    if isinstance(schema, str):
        if key in WORDS:
            yield schema
    elif isinstance(schema, list):
        for item in schema:
            yield from spoken(item)
    elif isinstance(schema, Mapping):
        for name, below in schema.items():
            if key == "x-errors":
                yield str(below)
            elif name != KEY:
                yield from spoken(below, name)
