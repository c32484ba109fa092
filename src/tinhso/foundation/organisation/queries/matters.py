"""Whose matters are whose today: rows keep the agency they were made under, questions ask who continues it.

One row is asked of by `now_of`, many at once by `matters_of`; a test holds them to the same answer.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from tinhso.foundation.organisation.queries.succession import continuing, inherited
from tinhso.lib.errors import NotFound


def now_of(agency_id: UUID, unit_code: str = "", on: date | None = None) -> UUID:
    """The agency that has these matters of the unit on the day: itself while it lives, else who continues it.

    The abolished agency itself while nobody is named to continue it.
    """
    try:
        return continuing(agency_id, on, unit_code or None).id
    except NotFound:
        return agency_id


def matters_of(agency_id: UUID | None, column: str, unit: str = "unit_code") -> Q:
    """Rows whose `column` is the agency, or an abolished one that it continues for the row's `unit`; none for None."""
    if agency_id is None:
        return Q(pk__in=[])
    whole, split = shares(agency_id, unit)
    found = Q(**{f"{column}__in": whole})
    for part, units in split:
        found |= Q(**{column: part}) & units
    return found


def shares(agency_id: UUID, unit: str = "unit_code") -> tuple[list[UUID], list[tuple[UUID, Q]]]:
    """The agencies that are the agency's as a whole, and those that are for some units, each with its condition."""
    whole, split = [agency_id], []
    for part in inherited(agency_id):
        if part.only is not None:
            split.append((part.agency_id, Q(**{f"{unit}__in": sorted(part.only - part.but_not)})))
        elif part.but_not:
            split.append((part.agency_id, ~Q(**{f"{unit}__in": sorted(part.but_not)})))
        else:
            whole.append(part.agency_id)
    return whole, split
