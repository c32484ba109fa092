"""Which letters a paper can show, and what stands in the place of one that no font of ours has. Pure."""

from __future__ import annotations

from typing import Any

# A white square: seen to be missing, never passed over in silence.
INSTEAD = "□"
# The ranges that the fonts were cut to; `tests/foundation/papers/test_fonts.py` holds both together.
_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x2C6, 0x2C7),
    (0x2D8, 0x2DD),
    (0x384, 0x386),
    (0x388, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x45F),
    (0x490, 0x491),
    (0x1E80, 0x1E85),
    (0x1EA0, 0x1EF9),
    (0x2013, 0x2014),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x2039, 0x203A),
    (0x20AB, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x2195),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x25A0, 0x25A1),
    (0x25CB, 0x25CB),
    (0x25CF, 0x25CF),
)
_OWN = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1)) | {"\n"}


def known(letter: str) -> bool:
    """True when our fonts have this letter."""
    return letter in _OWN


def printable(text: str) -> tuple[str, int]:
    """The text as it can be printed, and how many letters of it no font has."""
    missing = 0
    out = []
    for letter in text.replace("\r\n", "\n").replace("\t", " "):
        if letter in _OWN:
            out.append(letter)
        else:
            out.append(INSTEAD)
            missing += 1
    return "".join(out), missing


def printable_all(value: Any) -> tuple[Any, int]:
    """The same of every text in a tree of lists and dicts; keys stay."""
    if isinstance(value, str):
        return printable(value)
    missing = 0
    if isinstance(value, dict):
        whole = {}
        for key, below in value.items():
            whole[key], found = printable_all(below)
            missing += found
        return whole, missing
    if isinstance(value, (list, tuple)):
        rows = []
        for below in value:
            row, found = printable_all(below)
            rows.append(row)
            missing += found
        return rows, missing
    return value, 0
