"""Time limits as the law states them: a number and a unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """Units in which a procedure's time limit is published."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


HOURS_PER_WORKING_DAY = Decimal(8)


@dataclass(frozen=True)
class Limit:
    """A time limit, e.g. 5 working days. Whole units only for calendar units; hours may be fractions."""

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("a time limit cannot be negative")
        if self.unit in (Unit.DAY, Unit.MONTH, Unit.YEAR) and self.value != int(self.value):
            raise ValueError("calendar days, months and years are counted whole")

    @classmethod
    def of(cls, value: int | float | str | Decimal, unit: str) -> Limit:
        """From plain values, as the folder and the database hold them."""
        return cls(Decimal(str(value)), Unit(unit))

    @property
    def hours(self) -> Decimal | None:
        """Working hours when the unit is counted in them (8 hours = 1 working day), else None."""
        if self.unit is Unit.HOUR:
            return self.value
        if self.unit is Unit.WORKING_DAY:
            return self.value * HOURS_PER_WORKING_DAY
        return None
