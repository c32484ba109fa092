"""The drawn map of communes: shapes in one frame, for display alone. No database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

COLUMNS = ("code", "valid_from", "x", "y", "path")
# Closed outlines of whole numbers: M x y l dx dy …z, nothing that a page could run.
PATH = re.compile(r"(M\d+ \d+l-?\d+ -?\d+( -?\d+ -?\d+)*z)+")
MOST = 20_000


@dataclass(frozen=True)
class Shape:
    """One unit: its outline, and where its number stands."""

    code: str
    x: int
    y: int
    path: str


def faults(rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[int, str]]:
    """(row from 0, what is wrong in short): path, place or code."""
    seen: set[tuple[str, str]] = set()
    for at, row in enumerate(rows):
        if not PATH.fullmatch(row.get("path", "")) or len(row["path"]) > MOST:
            yield at, "path"
        if not all(row.get(key, "").isdecimal() and len(row[key]) < 5 for key in ("x", "y")):
            yield at, "place"
        key = (row.get("code", ""), row.get("valid_from", ""))
        if not re.fullmatch(r"\d{5}", key[0]) or not re.fullmatch(r"\d{4}-\d\d-\d\d", key[1]) or key in seen:
            yield at, "code"
        seen.add(key)


def level(share: float) -> int:
    """1 … 4: below half, below three quarters, below nine tenths, from there on."""
    return 1 + sum(share >= limit for limit in (0.5, 0.75, 0.9))
