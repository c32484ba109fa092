"""Reading single fields of a posted form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tinhso.foundation.identity.rules.names import parse_date
from tinhso.lib.text import clean

Posted = Mapping[str, str]
Faults = dict[str, str]


def line(posted: Posted, name: str, longest: int = 300) -> str:
    """One cleaned line of text; more than `longest` characters are kept by one, so that a rule can object."""
    return clean(posted.get(name, "")[: 4 * longest]).replace("\n", " ")[: longest + 1]


def typed_date(posted: Posted, name: str) -> dict[str, str]:
    """The three parts of a date as they were typed."""
    return {part: posted.get(f"{name}__{part}", "").strip()[:10] for part in ("day", "month", "year")}


def day(posted: Posted, name: str) -> date | None:
    """The date of three inputs, or of one typed as dd/mm/yyyy; None when there is no such day."""
    parts = typed_date(posted, name)
    if any(parts.values()):
        return parse_date(f"{parts['day']}/{parts['month']}/{parts['year']}")
    return parse_date(posted.get(name, "")[:20])
