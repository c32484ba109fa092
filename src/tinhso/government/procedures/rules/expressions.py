"""The safe expression language (zen) as the catalogue uses it: conditions and amounts, never code.

Zen is native code that nobody can interrupt, and its ranges can ask for any amount of memory. So an expression is
looked over before zen sees it: its length, its words, its nesting, and functions by an allow list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import zen

from tinhso.lib.loops import too_much_in_a_body

MAX_LENGTH = 1000
MAX_WORDS = 200
MAX_DEPTH = 12
FUNCTIONS = frozenset({
    "len", "contains", "startsWith", "endsWith", "upper", "lower", "trim", "abs", "sum", "avg", "min", "max",
    "floor", "ceil", "round", "number", "string", "bool", "isNumeric", "date", "and", "or", "not", "in",
})  # fmt: skip
SILENT = frozenset({"and", "or", "not", "in", "true", "false", "null"})
CLOSURES = frozenset({"all", "some", "none", "one", "filter", "map", "count"})
_WORD = re.compile(
    r"""\s*(?:(?P<text>"[^"\\`\n]*"|'[^'\\`\n]*')|(?P<number>\d{1,18}(?:\.\d{1,9})?)|(?P<name>[^\W\d]\w*)"""
    r"""|(?P<sign>==|!=|<=|>=|\?\?|\.\.|[-+*/%<>?:,.()\[\]{}\#!]))\s*"""
)


def fault(expression: str) -> str | None:
    """Why the expression cannot be used, in English technical terms; None when it is sound."""
    unsafe = _unsafe(expression)
    if unsafe:
        return unsafe
    try:
        reason = zen.validate_expression(expression)
    except (RuntimeError, ValueError, TypeError) as error:
        return str(error)[:200]
    return None if reason is None else str(reason)[:200]


@lru_cache(maxsize=4096)
def _unsafe(expression: str) -> str | None:
    """Why zen must not see this text; None when it may."""
    if len(expression) > MAX_LENGTH:
        return f"longer than {MAX_LENGTH} characters"
    words: list[tuple[str, str]] = []
    at = 0
    while at < len(expression):
        found = _WORD.match(expression, at)
        if found is None:
            return f"character {expression[at]!r} is not allowed"
        at = found.end()
        words.append((str(found.lastgroup), found.group(str(found.lastgroup))))
    if len(words) > MAX_WORDS:
        return f"more than {MAX_WORDS} words"
    return _unsafe_shape(words)


def _unsafe_shape(words: list[tuple[str, str]]) -> str | None:
    """Nesting, ranges, functions off the list, and loops within loops."""
    depth = loops = 0
    for (kind, word), (_kind, after) in zip(words, [*words[1:], ("", "")], strict=True):
        depth += word in ("(", "[", "{", "?", "not", "!")
        depth -= kind == "sign" and word in (")", "]", "}")
        loops += kind == "name" and after == "(" and word in CLOSURES
        if depth > MAX_DEPTH:
            return "nested too deeply"
        if kind == "sign" and (word == ".." or (word == "." and after == ".")):
            return "ranges are not allowed"
        if kind == "name" and after == "(" and word not in FUNCTIONS | CLOSURES:
            return f"no function {word}"
    if loops > 1:
        return "one loop over a list at most"
    return "too many facts in the body of a loop" if too_much_in_a_body(words, CLOSURES, SILENT) else None


def paths(expression: str) -> set[str]:
    """The dotted names of facts that a sound expression reads: "work.kind == 'house'" reads `work.kind`."""
    found, at, words = set[str](), 0, list[tuple[str, str]]()
    while at < len(expression) and (match := _WORD.match(expression, at)):
        words.append((str(match.lastgroup), match.group(str(match.lastgroup))))
        at = match.end()
    for number, (kind, word) in enumerate(words):
        before = words[number - 1][1] if number else ""
        after = [text for _kind, text in words[number + 1 :]]
        if kind != "name" or word in SILENT or before in (".", "#") or after[:1] == ["("]:
            continue
        path = [word]
        while len(after) > 1 and after[0] == "." and after[1].isidentifier():
            path.append(after[1])
            after = after[2:]
        found.add(".".join(path))
    return found


def evaluate(expression: str, facts: Mapping[str, Any]) -> Any:
    """The value of the expression, or None when the facts do not carry it (a draft is half empty)."""
    if _unsafe(expression):
        return None
    try:
        return zen.evaluate_expression(expression, dict(facts))
    except Exception:  # zen raises plain ones, for a number beyond its decimals for example
        return None


def holds(expression: str, facts: Mapping[str, Any]) -> bool:
    """True only when the condition is plainly true; an empty condition always holds."""
    return not expression or evaluate(expression, facts) is True
