"""Text with named places in it: cut once, filled many times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Pattern:
    """Pieces of text, every second of them a place; `slots` are (position of the piece, number of the value)."""

    pieces: tuple[str, ...]
    slots: tuple[tuple[int, int], ...]

    def fill(self, values: Sequence[str]) -> str:
        """The text with each place taken by its value."""
        filled = list(self.pieces)
        for at, number in self.slots:
            filled[at] = values[number]
        return "".join(filled)


def finder(names: Sequence[str]) -> re.Pattern[str]:
    """Finds each of the names, the longest first, where no further letter or digit follows it."""
    ordered = sorted((name for name in names if name), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, ordered))})(?![0-9A-Za-z])")


def cut(text: str, names: Sequence[str], found_by: re.Pattern[str]) -> Pattern:
    """The text as a pattern: wherever a name stands, the value of its number will stand."""
    numbers = {name: number for number, name in enumerate(names) if name}
    pieces = found_by.split(text)
    return Pattern(tuple(pieces), tuple((at, numbers[pieces[at]]) for at in range(1, len(pieces), 2)))
