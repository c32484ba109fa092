"""Working hours as they stand in the tables: of a day, and every set through time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from tinhso.foundation.worktime.models import WorkingHours
from tinhso.foundation.worktime.queries import DEFAULT_HOURS


@dataclass(frozen=True)
class HoursSet:
    """The spans of a working day since a date; `valid_to` None: until further notice."""

    valid_from: date | None
    valid_to: date | None
    spans: tuple[tuple[time, time], ...]
    legal_basis: str = ""


def hours_sets() -> list[HoursSet]:
    """Every set, the latest first; the default alone while no folder says otherwise."""
    found: list[HoursSet] = []
    rows: dict[date, list[WorkingHours]] = {}
    for row in WorkingHours.objects.order_by("-valid_from", "start"):
        rows.setdefault(row.valid_from, []).append(row)
    until: date | None = None
    for first, lines in rows.items():
        spans = tuple((line.start, line.end) for line in lines)
        found.append(HoursSet(first, until, spans, next((x.legal_basis for x in lines if x.legal_basis), "")))
        until = date.fromordinal(first.toordinal() - 1)
    return found or [HoursSet(None, None, DEFAULT_HOURS.spans)]


def in_force(on: date) -> HoursSet:
    """The set that rules a day; the first known one before any begins, as the calendar counts."""
    known = hours_sets()
    return next((one for one in known if one.valid_from is None or one.valid_from <= on), known[-1])
