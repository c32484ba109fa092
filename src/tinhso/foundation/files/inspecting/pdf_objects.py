"""Every object that stands anywhere in a PDF: listed or not, in old revisions and in object streams too.

A viewer that finds the table of objects broken collects them as this module does; so a table that hides an object
hides it from nobody.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tinhso.foundation.files.inspecting.pdf_syntax import Budget, Dict, Name, Ref, Word, read
from tinhso.foundation.files.inspecting.verdict import Fault

MOST_OBJECTS = 60_000
MOST_UNPACKED = 60_000_000
_NUMBER = re.compile(rb"(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]*$")
_HEADER = re.compile(rb"[\0\t\n\f\r ]*(\d{1,10})[\0\t\n\f\r ]+(\d{1,10})")
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FLATE = ("FlateDecode", "Fl")
_PIECE = 65_536


@dataclass
class Objects:
    """The values of all objects, those of streams apart, and by their numbers."""

    values: list[Any] = field(default_factory=list)
    streams: list[Dict] = field(default_factory=list)
    by_number: dict[int, list[Any]] = field(default_factory=dict)
    count: int = 0

    def put(self, number: int | None, values: list[Any]) -> None:
        """Add an object. Raises Fault("pdf_complex") when there are too many."""
        self.count += 1
        if self.count > MOST_OBJECTS:
            raise Fault("pdf_complex")
        self.values += values
        if number is not None:
            self.by_number.setdefault(number, []).extend(values)

    def resolved(self, value: Any) -> list[Any]:
        """What a value may be: itself, or for a reference each value that some revision gives it.

        An empty list: the reference leads nowhere.
        """
        if not isinstance(value, Ref):
            return [value]
        found, seen, waiting = [], {value.number}, [value.number]
        while waiting:
            for inner in self.by_number.get(waiting.pop(), []):
                if not isinstance(inner, Ref):
                    found.append(inner)
                elif inner.number not in seen:
                    seen.add(inner.number)
                    waiting.append(inner.number)
        return found


def all_objects(data: bytes) -> Objects:
    """Collect the objects of a file. Raises Fault with pdf_complex or damaged."""
    objects, budget = Objects(), Budget()
    packed: list[tuple[Dict, int]] = []
    for start, number in _starts(data):
        values, ended_by, end = read(data, start, budget)
        objects.put(number, values)
        if ended_by.startswith(b"stream"):
            for value in values:
                if isinstance(value, Dict):
                    objects.streams.append(value)
                    if value.after("First"):
                        packed.append((value, end + 6))
    left = MOST_UNPACKED
    for header, start in packed:
        inside = _unpacked(data, header, start, objects, left)
        left -= len(inside)
        _read_packed(inside, header, objects, budget)
    return objects


def _starts(data: bytes) -> Iterator[tuple[int, int | None]]:
    """Where values of objects and trailers begin, with the object's number where it is plain."""
    at = data.find(b"obj")
    while at >= 0:
        if at == 0 or data[at - 1] not in _LETTERS:
            number = _NUMBER.search(data[max(0, at - 64) : at])
            yield at + 3, int(number[1]) if number else None
        at = data.find(b"obj", at + 3)
    at = data.find(b"trailer")
    while at >= 0:
        yield at + 7, None
        at = data.find(b"trailer", at + 7)


def _unpacked(data: bytes, header: Dict, start: int, objects: Objects, most: int) -> bytes:
    """The bytes of an object stream; another packing than the usual one is refused, not passed over."""
    filters = {str(name) for value in header.after("Filter") for name in _names(objects, value)}
    if not filters:
        end = data.find(b"endstream", start)
        return data[start : end if end >= 0 else len(data)][:most]
    if not filters <= set(_FLATE) or _predicted(header, objects):
        raise Fault("pdf_complex")
    while data[start : start + 1] in (b"\r", b"\n", b" "):
        start += 1
    inflater, parts, size = zlib.decompressobj(), [], 0
    while not inflater.eof and start < len(data):
        piece = inflater.unconsumed_tail or data[start : start + _PIECE]
        start += 0 if inflater.unconsumed_tail else _PIECE
        try:
            parts.append(inflater.decompress(piece, 1_000_000))
        except zlib.error:
            raise Fault("damaged") from None
        size += len(parts[-1])
        if size > most:
            raise Fault("pdf_complex")
    return b"".join(parts)


def _names(objects: Objects, value: Any) -> Iterator[Name]:
    for found in objects.resolved(value):
        for inner in found if isinstance(found, list) else [found]:
            yield from (name for name in objects.resolved(inner) if isinstance(name, Name))


def _predicted(header: Dict, objects: Objects) -> bool:
    for value in header.after("DecodeParms") + header.after("DP"):
        for found in objects.resolved(value):
            if isinstance(found, list) and any(v != b"1" for v in _predictors(found, objects)):
                return True
    return False


def _predictors(found: list[Any], objects: Objects) -> list[Any]:
    holders = [found] if isinstance(found, Dict) else [d for v in found for d in objects.resolved(v)]
    return [value for holder in holders if isinstance(holder, Dict) for value in holder.after("Predictor")]


def _read_packed(inside: bytes, header: Dict, objects: Objects, budget: Budget) -> None:
    firsts = {int(w) for v in header.after("First") for w in objects.resolved(v) if _is_count(w)}
    for first in firsts:
        position = 0
        while (match := _HEADER.match(inside, position)) is not None and match.end() <= first:
            position = match.end()
            objects.put(int(match[1]), read(inside, first + int(match[2]), budget, one=True).values)


def _is_count(value: object) -> bool:
    return isinstance(value, Word) and value.isdigit() and len(value) <= 10


def referenced(one: Dict, key: str, objects: Objects) -> Iterator[Any]:
    """What a key of a dictionary may hold, references followed."""
    for value in one.after(key):
        yield from objects.resolved(value)
