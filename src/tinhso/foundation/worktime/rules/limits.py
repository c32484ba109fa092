"""Time limits as the law states them: a number and a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """Units in which a procedure's time limit is published."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SAME_DAY = "same_day"


HOURS_PER_WORKING_DAY = Decimal(8)
MINUTES = 60
MIDNIGHT = Decimal(24)


@dataclass(frozen=True)
class Limit:
    """A time limit, e.g. 5 working days. Whole units only for calendar units; hours may be fractions.

    With the unit SAME_DAY (“ngay trong ngày làm việc, nhận sau 15 giờ thì trong ngày làm việc tiếp theo”) the value is
    no length but the hour of the clock after which the next working day counts: 15, or 15.5 for 15:30; 24 for none.
    """

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("a time limit cannot be negative")
        if self.unit in (Unit.DAY, Unit.MONTH, Unit.YEAR) and self.value != int(self.value):
            raise ValueError("calendar days, months and years are counted whole")
        if self.unit is Unit.SAME_DAY and not 0 < self.value <= MIDNIGHT:
            raise ValueError("the hour after which the next day counts lies between 0 and 24")

    @classmethod
    def of(cls, value: int | float | str | Decimal, unit: str) -> Limit:
        """From plain values, as the folder and the database hold them."""
        return cls(Decimal(str(value)), Unit(unit))

    @classmethod
    def same_day(cls, after: time | None = None) -> Limit:
        """On the working day of reception; received after that time of day, on the next one."""
        if after is None:
            return cls(MIDNIGHT, Unit.SAME_DAY)
        return cls(Decimal(after.hour) + Decimal(after.minute) / MINUTES, Unit.SAME_DAY)

    @property
    def after(self) -> time | None:
        """Of the unit SAME_DAY: the time of day after which the next working day counts; else None."""
        if self.unit is not Unit.SAME_DAY or self.value == MIDNIGHT:
            return None
        minutes = round(self.value * MINUTES)
        return time(minutes // MINUTES, minutes % MINUTES)

    @property
    def hours(self) -> Decimal | None:
        """Working hours when the unit is counted in them (8 hours = 1 working day), else None."""
        if self.unit is Unit.HOUR:
            return self.value
        if self.unit is Unit.WORKING_DAY:
            return self.value * HOURS_PER_WORKING_DAY
        return None
