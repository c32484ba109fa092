"""Reading single fields of a posted form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from tinhso.lib.text import clean

Posted = Mapping[str, str]
PARTS = ("day", "month", "year")


def line(posted: Posted, name: str, longest: int = 300) -> str:
    """One cleaned line of text; one character too many is kept, so that a rule can object to the length."""
    return clean(posted.get(name, "")[: 4 * longest]).replace("\n", " ")[: longest + 1]


def typed_day(posted: Posted, name: str) -> dict[str, str]:
    """The three parts of a date as they were typed, to show them again."""
    return {part: posted.get(f"{name}__{part}", "").strip()[:10] for part in PARTS}


def day(posted: Posted, name: str) -> date | None:
    """The date of three inputs `<name>__day __month __year`, or of one typed as dd/mm/yyyy; None for no such day."""
    typed = typed_day(posted, name)
    text = "/".join(typed[part] for part in PARTS) if any(typed.values()) else posted.get(name, "")[:20]
    parts = re.split(r"[/.\-\s]+", text.strip())
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts) or len(parts[2]) != 4:
        return None
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None
