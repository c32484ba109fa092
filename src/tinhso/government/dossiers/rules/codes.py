"""Dossier codes (domain reference, section 6): opaque text when stored, parsed when read, one generator.

Legal form `000.17.22.H56-210531-0001` and the short one `H56.14-240823-0001` (level-1 code first) are both
met in real dossiers. The serial has at least four digits and widens past 9999.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_OLD = re.compile(r"[0-9]{3}(?:\.[0-9A-Z]{2,3}){1,3}\.[GHK][0-9]{2}")
_SHORT = re.compile(r"[GHK][0-9]{2}(?:\.[0-9A-Z]{1,6}){0,4}")
_CODE = re.compile(r"(?P<agency>[0-9A-Z.\-]{1,40})-(?P<day>[0-9]{6})-(?P<serial>[0-9]{4,9})")


@dataclass(frozen=True)
class Parts:
    """What a dossier code says. `generation` is old, short or other (provisional and foreign codes)."""

    agency_code: str
    day: date
    serial: int
    generation: str


def make(agency_code: str, day: date, serial: int) -> str:
    """The code of the n-th dossier of an agency on a day."""
    if serial < 1:
        raise ValueError("serials start at 1")
    if not agency_code:
        raise ValueError("a dossier code needs an agency code")
    return f"{agency_code}-{day:%y%m%d}-{serial:04d}"


def parse(code: str) -> Parts | None:
    """The parts of a code of either generation, or None when the text is not a dossier code.

    A serial of five digits and more never starts with 0: such a text was not made by any generator.
    """
    match = _CODE.fullmatch(code.strip().upper())
    if match is None:
        return None
    serial, agency = match["serial"], match["agency"]
    if int(serial) < 1 or (len(serial) > 4 and serial[0] == "0"):
        return None
    text = match["day"]
    try:
        day = date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None
    return Parts(agency, day, int(serial), _generation(agency))


def _generation(agency: str) -> str:
    if _OLD.fullmatch(agency):
        return "old"
    return "short" if _SHORT.fullmatch(agency) else "other"
