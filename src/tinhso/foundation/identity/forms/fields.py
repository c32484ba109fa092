"""Reading single fields of a posted form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from tinhso.foundation.identity.rules.dates import typed_date_fault
from tinhso.foundation.identity.rules.names import parse_date
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.text import clean

Posted = Mapping[str, str]
Faults = dict[str, str]


def line(posted: Posted, name: str, longest: int = 300) -> str:
    """One cleaned line of text; more than `longest` characters are kept by one, so that a rule can object."""
    return clean(posted.get(name, "")[: 4 * longest]).replace("\n", " ")[: longest + 1]


def typed_date(posted: Posted, name: str) -> dict[str, str]:
    """The three parts of a date as they were typed."""
    return {part: posted.get(f"{name}__{part}", "").strip()[:10] for part in ("day", "month", "year")}


def faults_of(refused: Refused, field: str) -> Faults:
    """A refusal as faults by field; one that names none stands at `field`."""
    if isinstance(refused, Invalid):
        return {error.field: error.message for error in refused.errors}
    return {refused.field or field: str(refused)}


def once(faults: Faults) -> Faults:
    """The faults for the summary: a sentence that stands at several fields is told once, at the first."""
    told: Faults = {}
    for field, sentence in faults.items():
        if sentence not in told.values():
            told[field] = sentence
    return told


def date_fault(posted: Posted, name: str, missing: str) -> str | None:
    """What is wrong with a date that was needed: `missing` when nothing was typed, else what does not fit."""
    parts = typed_date(posted, name)
    if not any(parts.values()) and (whole := posted.get(name, "").strip()[:20]):
        parts = dict(zip(("day", "month", "year"), re.split(r"[/.\-\s]+", whole), strict=False))
    return typed_date_fault(parts) if any(parts.values()) else missing


def day(posted: Posted, name: str) -> date | None:
    """The date of three inputs, or of one typed as dd/mm/yyyy; None when there is no such day."""
    parts = typed_date(posted, name)
    if any(parts.values()):
        return parse_date(f"{parts['day']}/{parts['month']}/{parts['year']}")
    return parse_date(posted.get(name, "")[:20])
