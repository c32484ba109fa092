"""form.json word by word: only what the form engine reads may stand in it, so that nothing is silently ignored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import did_you_mean

MAX_DEPTH = 12
MAX_PATTERN = 200
# Parts of unknown length in one pattern: each one more multiplies the time that a mismatch can take.
MAX_LOOSE = 3
# The ways in which those parts can be filled, times the longest text of all parts: what one start may cost.
MAX_STEPS = 10_000
_PART = re.compile(r"(?:\[[^\[\]\\]+\]|\\[dws.\-/()]|[^\\\[\](){}*+?|^$])(\{\d{1,2}(?:,\d{1,2})?\}|\?)?")
TYPES = frozenset({"object", "array", "string", "integer", "number", "boolean"})
FORMATS = frozenset({"date", "email"})
KEYWORDS = frozenset({
    "type", "title", "description", "properties", "required", "items", "oneOf", "enum", "const", "format",
    "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "minItems", "maxItems", "uniqueItems", "examples", "$schema", "$comment",
})  # fmt: skip
# Hints with their own shape; each is checked where it is read.
LISTS = ("x-pages", "x-rules", "x-errors")
SOURCES = ("person", "organisation", "child", "applicant")
CHOICES = ("communes",)
# (the word to find the line by, message, way out)
Found = tuple[str, str, str]


def deep(value: Any, at: int = 0) -> bool:
    """True when JSON is nested deeper than any form needs."""
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return at > MAX_DEPTH * 2 or any(deep(item, at + 1) for item in below)


def word_faults(schema: Mapping[str, Any]) -> Iterator[Found]:
    """Every keyword that the engine does not know, and every value of a known one that it cannot use."""
    for key, value in schema.items():
        if key == "properties" and isinstance(value, dict):
            for part in value.values():
                yield from word_faults(part if isinstance(part, dict) else {})
        elif key == "items" and isinstance(value, dict):
            yield from word_faults(value)
        elif key in {"$ref", "$dynamicRef", "$defs", "allOf", "anyOf", "if", "not"}:
            yield key, _("Biểu mẫu không đọc “%(key)s”.") % {"key": key}, _("Viết thẳng câu hỏi; dùng x-when cho điều kiện.")  # fmt: skip
        elif not key.startswith("x-") and key not in KEYWORDS:
            yield key, _("Từ khóa lạ “%(key)s”.") % {"key": key[:60]}, did_you_mean(key, KEYWORDS)
    yield from _values(schema)


def _values(schema: Mapping[str, Any]) -> Iterator[Found]:
    known = {
        "type": TYPES,
        "format": FORMATS,
        "x-date": frozenset({"past", "future"}),
        "x-choices": frozenset(CHOICES),
    }
    for key, choices in known.items():
        value = schema.get(key)
        if value is not None and (not isinstance(value, str) or value not in choices):
            yield (
                str(value) if isinstance(value, str) else key,
                _("Giá trị “%(value)s” của %(key)s không dùng được.")
                % {"value": str(value)[:60], "key": key},
                did_you_mean(str(value), choices),
            )
    source = str(schema.get("x-prefill", ""))
    if source and (source.split(".")[0] not in SOURCES or source.count(".") != 1):
        yield (
            source,
            _("Không có gì để điền sẵn từ “%(name)s”.") % {"name": source[:60]},
            _("Viết như person.name, organisation.tax_number, child.name."),
        )
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and (why := slow(pattern)):
        yield (
            "pattern",
            _("Mẫu (pattern) %(why)s.") % {"why": why},
            _("Viết mẫu ngắn, ví dụ ^[A-Z]{2}[0-9]{6}$."),
        )


def slow(pattern: str) -> str:
    """Why a pattern is none or could hold the server up; "" when it is harmless.

    Only a row of characters and classes, each once, `?`, `{n}` or `{n,m}`: no groups, no `+`, no `*`.
    """
    if len(pattern) > MAX_PATTERN:
        return _("dài quá %(n)d ký tự") % {"n": MAX_PATTERN}
    inner = pattern.removeprefix("^").removesuffix("$")
    at = loose = longest = 0
    ways = 1
    while at < len(inner):
        part = _PART.match(inner, at)
        if part is None:
            return _("dùng “%(sign)s” không được phép") % {"sign": inner[at]}
        fewest, most = _times(part[1] or "")
        loose += fewest != most
        ways *= max(1, most - fewest + 1)
        longest += most
        at = part.end()
    try:
        re.compile(pattern)
    except re.error:
        return _("sai cú pháp")
    too_many = loose > MAX_LOOSE or ways * longest > MAX_STEPS
    return _("có quá nhiều phần dài ngắn tùy ý") if too_many else ""


def _times(sign: str) -> tuple[int, int]:
    """How often a part stands at least and at most: `?`, `{n}`, `{n,m}`, or once."""
    if sign == "?":
        return 0, 1
    numbers = [int(number) for number in re.findall(r"[0-9]+", sign)] or [1]
    return numbers[0], numbers[-1]
