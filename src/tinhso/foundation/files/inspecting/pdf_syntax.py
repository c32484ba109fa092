"""The written form of PDF objects, read leniently: whatever any viewer could see in the bytes is seen here.

Viewers mend broken files each in their own way, so nothing is left out because it is malformed: comments, NUL as white
space, `#` escapes in names, a key given twice, a missing end. What is read costs of a budget, so every file ends.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, NamedTuple

from tinhso.foundation.files.inspecting.verdict import Fault

MOST_DEPTH = 64
MOST_WORK = 2_000_000
_TOKEN = re.compile(
    rb"(?:[\0\t\n\f\r ]+|%[^\r\n]*)*+"
    rb"(/[^\0\t\n\f\r ()<>\[\]{}/%]*|<<|>>|<[^<>]*>?|[^\0\t\n\f\r ()<>\[\]{}/%]+|.)",
    re.DOTALL,
)
_IN_STRING = re.compile(rb"[()\\]")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENDS = (b"endobj", b"stream", b"endstream", b"obj", b"trailer", b"startxref", b"xref")


class Name(str):
    """A name without its slash, escapes decoded."""

    __slots__ = ()


class Word(bytes):
    """A number or a keyword."""

    __slots__ = ()


class Text(bytes):
    """A string as it is written, with its brackets."""

    __slots__ = ()


class Ref(NamedTuple):
    """A reference to the object of this number."""

    number: int


class Array(list[Any]):
    """An array."""


class Dict(list[Any]):
    """A dictionary as the flat row of what stands in it.

    A name and what follows it are a pair wherever they stand: keys given twice and shifted keys are all seen.
    """

    def after(self, key: str) -> list[Any]:
        """Everything that stands after this name."""
        return [value for name, value in self.pairs() if name == key]

    def pairs(self) -> list[tuple[Name, Any]]:
        """Each name with what follows it."""
        return [(a, b) for a, b in pairwise(self) if isinstance(a, Name)]


class Budget:
    """How much work one file may still cost."""

    def __init__(self) -> None:
        self.left = MOST_WORK

    def spend(self, work: int) -> None:
        """Raises Fault("pdf_complex") when the file has cost too much."""
        self.left -= work
        if self.left < 0:
            raise Fault("pdf_complex")


class Read(NamedTuple):
    """The values up to a keyword that ends an object; where and by which keyword reading ended."""

    values: list[Any]
    ended_by: bytes
    position: int


def read(data: bytes, position: int, budget: Budget, *, one: bool = False) -> Read:
    """Read the values from a position on, up to the object's end or (`one`) up to the first value's end."""
    top: list[Any] = []
    above: list[list[Any]] = []
    here = top
    while (match := _TOKEN.match(data, position)) is not None:
        token = match[1]
        budget.spend(1 + ((match.end() - match.start()) >> 6))
        position = match.end()
        if token in (b"<<", b"["):
            inner: list[Any] = Dict() if token == b"<<" else Array()
            here.append(inner)
            above.append(here)
            here = inner
            if len(above) > MOST_DEPTH:
                raise Fault("pdf_complex")
        elif token in (b">>", b"]"):
            here = above.pop() if above else here
        elif token == b"(":
            end = _string_end(data, position, budget)
            here.append(Text(data[position - 1 : end]))
            position = end
        elif not above and token.startswith(_ENDS):
            return Read(top, token, match.start(1))
        else:
            _put(here, token)
        if one and not above and top and not _may_be_reference(top):
            break
    return Read(top, b"", position)


def _put(here: list[Any], token: bytes) -> None:
    if token[:1] == b"/":
        here.append(Name(_HEX.sub(lambda m: bytes([int(m[1], 16)]), token[1:]).decode("latin-1")))
    elif token[:1] == b"<":
        here.append(Text(token))
    elif token == b"R" and len(here) > 1 and _is_number(here[-1]) and _is_number(here[-2]):
        here[-2:] = [Ref(int(here[-2]))]
    else:
        here.append(Word(token))


def _is_number(value: object) -> bool:
    return isinstance(value, Word) and value.isdigit() and len(value) <= 12


def _may_be_reference(top: list[Any]) -> bool:
    return len(top) < 3 and all(_is_number(value) for value in top)


def _string_end(data: bytes, position: int, budget: Budget) -> int:
    start, depth = position, 1
    while depth and (match := _IN_STRING.search(data, position)) is not None:
        budget.spend(1)
        position = match.end()
        if match[0] == b"\\":
            position += 1
        else:
            depth += 1 if match[0] == b"(" else -1
    end = position if not depth else len(data)
    budget.spend((end - start) >> 6)
    return end


def text_of(raw: Text) -> str:
    """What a written string says."""
    if raw[:1] == b"<":
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", raw)
        value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        value = _ESCAPE.sub(_unescaped, raw[1:-1])
    if value[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return value.decode("utf-16", "replace")
    return value.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _unescaped(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found.isdigit() and found[:1] in b"01234567":
        return bytes([int(found, 8) & 255])
    return b"" if found in (b"\n", b"\r", b"\r\n") else found
