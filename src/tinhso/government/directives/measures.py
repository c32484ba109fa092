"""What the indices count, where that room knows a measure of this name; otherwise a target goes by report alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from tinhso.foundation.organisation.api import now_of
from tinhso.government.indices import api as indices

PERCENT = "%"
_TWO = Decimal("0.01")


@dataclass(frozen=True)
class Value:
    """A value on a day with the counts behind it."""

    day: date
    value: Decimal
    counted: int
    among: int


def known() -> dict[str, str]:
    """The measures that a target may name, with their words."""
    return indices.measures()


def measured(measure: str, unit: str, agency_id: UUID | None, day: date) -> Value | None:
    """From the first day of the year until the day: a share in percent where the target's unit is one, else the count.

    The agency is whoever answers for it today, with those it continues. None where the measure is unknown, or
    nothing happened of which there could be a share.
    """
    place = now_of(agency_id) if agency_id else None
    found = indices.counted({measure}, place, date(day.year, 1, 1), day).get(measure)
    if found is None or (unit == PERCENT and not found.among):
        return None
    value = Decimal(found.counted)
    if unit == PERCENT:
        value = (value * 100 / found.among).quantize(_TWO, ROUND_HALF_UP)
    return Value(day, value, found.counted, found.among)
