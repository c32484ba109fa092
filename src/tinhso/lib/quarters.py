"""Quarters of a year as they stand in addresses (`2026-Q3`) and on pages (Quý III năm 2026)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter, 1 to 4; `str()` is `2026-Q3`."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)

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
        return f"{self.year}-Q{self.number}"

    @property
    def name(self) -> str:
        """As it is written: Quý III năm 2026."""
        return f"Quý {('I', 'II', 'III', 'IV')[self.number - 1]} năm {self.year}"


def of_day(day: date) -> Quarter:
    """The quarter that a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)


def parse(text: str) -> Quarter | None:
    """From `2026-Q3`, or `2026-3` as older addresses have it; None for anything else."""
    found = re.fullmatch(r"(20\d\d)-Q?([1-4])", text, re.ASCII)
    return Quarter(int(found[1]), int(found[2])) if found else None
