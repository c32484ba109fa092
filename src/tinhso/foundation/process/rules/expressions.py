"""The only expressions a process may use: zen, never Python.

The lexical gate below is stricter than zen itself, because zen is native code that nobody can interrupt:
length, number of tokens and nesting are bounded before it sees anything, and so are the facts. Functions
are an allow list; `rand` and the clock are out, since a replayed run must decide the same way.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import zen
from django.utils.translation import gettext as _

from tinhso.lib.errors import Refused
from tinhso.lib.loops import MOST_FACTS, too_much_in_a_body

MAX_LENGTH = 1000
MAX_TOKENS = 200
MAX_DEPTH = 12
MAX_FACTS = 65_536
MAX_FACT_DEPTH = 16
FUNCTIONS = frozenset(
    [
        "len",
        "contains",
        "startsWith",
        "endsWith",
        "upper",
        "lower",
        "trim",
        "abs",
        "sum",
        "avg",
        "min",
        "max",
        "floor",
        "ceil",
        "round",
        "keys",
        "values",
        "number",
        "string",
        "bool",
        "isNumeric",
    ]
)
CLOSURES = frozenset(["all", "some", "none", "one", "filter", "map", "count"])
WORDS = frozenset(["and", "or", "not", "in", "true", "false", "null"])
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      |(?P<string>"[^"\\`\n]*"|'[^'\\`\n]*')
      |(?P<number>\d{1,18}(?:\.\d{1,9})?)
      |(?P<name>[^\W\d]\w*)
      |(?P<op>==|!=|<=|>=|\?\?|[-+*/%<>?:,.()\[\]{}\#!])""",
    re.VERBOSE,
)


class BadExpression(Refused):
    """An expression that is refused before it runs, or fails while it runs; never a half result."""


def _bad(expression: str, reason: str) -> BadExpression:
    return BadExpression(
        "process.expression",
        _("Biểu thức “%(text)s” không dùng được: %(reason)s.") % {"text": expression[:80], "reason": reason},
        way_out=_("Viết biểu thức theo hướng dẫn quy trình, ví dụ: outcome == 'approve'."),
    )


def tokens(expression: str) -> list[tuple[str, str]]:
    """The (kind, text) tokens of an expression. Raises BadExpression past any limit."""
    if len(expression) > MAX_LENGTH:
        raise _bad(expression, _("dài quá %(n)d ký tự") % {"n": MAX_LENGTH})
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None:
            raise _bad(expression, _("ký hiệu “%(c)s” không được phép") % {"c": expression[at]})
        at = match.end()
        if match.lastgroup != "space":
            found.append((str(match.lastgroup), match.group()))
    if len(found) > MAX_TOKENS:
        raise _bad(expression, _("quá phức tạp"))
    if not found:
        raise _bad(expression, _("để trống"))
    return found


def names(expression: str) -> set[str]:
    """The facts an expression reads: names that are not functions, words, keys or members."""
    found = tokens(expression)
    result = set()
    for i, (kind, text) in enumerate(found):
        before = found[i - 1][1] if i else ""
        after = found[i + 1][1] if i + 1 < len(found) else ""
        key = after == ":" and before in ("{", ",")
        if kind == "name" and text not in WORDS and before != "." and after != "(" and not key:
            result.add(text)
    return result


def _gate(expression: str) -> None:
    depth = closures = 0
    found = tokens(expression)
    for i, (kind, text) in enumerate(found):
        if text in ("(", "[", "{", "?", "not", "!") or (text == "-" and (i == 0 or found[i - 1][0] == "op")):
            depth += 1
        elif text in (")", "]", "}"):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _bad(expression, _("lồng quá sâu"))
        if kind == "name" and text.startswith("__"):
            raise _bad(expression, _("tên bắt đầu bằng “__” không được phép"))
        if text == "." and i + 1 < len(found) and found[i + 1][1] == ".":
            raise _bad(expression, _("khoảng số không được phép"))
        if kind == "name" and i + 1 < len(found) and found[i + 1][1] == "(" and text not in WORDS:
            closures += text in CLOSURES
            if text not in FUNCTIONS | CLOSURES:
                raise _bad(expression, _("không có hàm “%(name)s”") % {"name": text})
    _gate_loops(expression, found, closures)


def _gate_loops(expression: str, found: list[tuple[str, str]], closures: int) -> None:
    if closures > 1:
        raise _bad(expression, _("mỗi biểu thức chỉ được duyệt danh sách một lần"))
    if too_much_in_a_body(found, CLOSURES, WORDS):
        told = _("khi duyệt danh sách chỉ dùng #, hằng số và tối đa %(n)d dữ kiện khác (với map thì không)")
        raise _bad(expression, told % {"n": MOST_FACTS})


@lru_cache(maxsize=4096)
def compile_expression(expression: str) -> zen.Expression:
    """A checked, compiled expression. Raises BadExpression with the reason in Vietnamese."""
    _gate(expression)
    try:
        return zen.compile_expression(expression)
    except (RuntimeError, ValueError) as error:
        raise _bad(expression, _("sai cú pháp")) from error


def evaluate(expression: str, facts: dict[str, Any]) -> Any:
    """The JSON value of an expression over the facts; whole numbers come back as int.

    A missing fact is null; comparing null by `<` or `>` is refused rather than guessed.
    """
    compiled = compile_expression(expression)
    try:
        return _whole(compiled.evaluate(checked_facts(facts)))
    except (RuntimeError, ValueError, TypeError) as error:
        raise _bad(expression, _("không tính được với dữ kiện hiện có")) from error


def condition(expression: str, facts: dict[str, Any]) -> bool:
    """A condition must be true or false; anything else is refused, so that nothing is decided by luck."""
    value = evaluate(expression, facts)
    if not isinstance(value, bool):
        raise _bad(expression, _("kết quả không phải đúng hoặc sai"))
    return value


def checked_facts(facts: Any) -> dict[str, Any]:
    """The facts when they are plain JSON within the limits. Raises Refused `process.facts`."""
    try:
        fits = isinstance(facts, dict) and _depth(facts) <= MAX_FACT_DEPTH
        fits = fits and len(json.dumps(facts, allow_nan=False, ensure_ascii=False).encode()) <= MAX_FACTS
    except (TypeError, ValueError, UnicodeEncodeError):
        fits = False
    if not fits or "\\u0000" in json.dumps(facts):
        raise Refused(
            "process.facts",
            _("Dữ kiện của quy trình phải là JSON đơn giản, không quá 64 kB."),
            way_out=_("Chỉ gửi các dữ kiện mà điều kiện của quy trình dùng tới."),
        )
    result: dict[str, Any] = facts
    return result


def _depth(value: Any, at: int = 0) -> int:
    if at > MAX_FACT_DEPTH:
        return at
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("keys of facts are text")
        return max((_depth(item, at + 1) for item in value.values()), default=at)
    if isinstance(value, list):
        return max((_depth(item, at + 1) for item in value), default=at)
    return at


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return value
