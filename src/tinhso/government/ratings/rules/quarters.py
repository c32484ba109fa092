"""Quarters as they stand in addresses and on pages: `2026-4`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def after(self) -> date:
        """The first day after it."""
        return self.next().first

    def next(self) -> Quarter:
        """The quarter after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def previous(self) -> Quarter:
        """The quarter before it."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


def of_day(day: date) -> Quarter:
    """The quarter that a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)


def parse(text: str) -> Quarter | None:
    """`2026-4` as a quarter; None for anything else."""
    year, _dash, number = text.partition("-")
    if len(year) == 4 and year.isascii() and year.isdigit() and number in ("1", "2", "3", "4"):
        return Quarter(int(year), int(number)) if 2000 <= int(year) <= 2100 else None
    return None
