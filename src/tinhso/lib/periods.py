"""Periods of reports: a day, a month, a quarter, a year, and the month of reports from the 15th to the 14th.

An address names one: `2026-11-23`, `2026-11`, `2026-Q4`, `2026`, `2026-11-BC` (15/10 to 14/11).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

REPORT_DAY = 15
_FORMS = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(?:(BC)|(\d{2})))?))?")


@dataclass(frozen=True)
class Period:
    """`first` to `last`, both included."""

    key: str
    first: date
    last: date

    @property
    def before(self) -> Period:
        """The one before it, of the same kind."""
        return at(self.kind, self.first - timedelta(days=1))

    @property
    def kind(self) -> str:
        """year, quarter, month, report or day."""
        if self.key.endswith("BC"):
            return "report"
        return {4: "year", 10: "day"}.get(len(self.key), "quarter" if "Q" in self.key else "month")


def read(key: str) -> Period | None:
    """The period that an address names; None for anything else."""
    found = _FORMS.fullmatch(key)
    if found is None:
        return None
    year, quarter, month, report, day = found.groups()
    try:
        if day:
            first = date(int(year), int(month), int(day))
            return Period(key, first, first)
        if report:
            last = date(int(year), int(month), REPORT_DAY - 1)
            return Period(key, _month_before(last).replace(day=REPORT_DAY), last)
        begin = date(int(year), 3 * int(quarter) - 2 if quarter else int(month or 1), 1)
        months = 3 if quarter else 1 if month else 12
        after = begin.replace(
            year=begin.year + (begin.month + months - 1) // 12, month=(begin.month + months - 1) % 12 + 1
        )
    except ValueError:
        return None
    return Period(key, begin, after - timedelta(days=1))


def at(kind: str, day: date) -> Period:
    """The period of this kind that the day lies in."""
    if kind == "report":
        named = day if day.day < REPORT_DAY else (day.replace(day=1) + timedelta(days=32))
        key = f"{named:%Y-%m}-BC"
    else:
        key = {
            "day": f"{day:%Y-%m-%d}",
            "month": f"{day:%Y-%m}",
            "quarter": f"{day:%Y}-Q{(day.month + 2) // 3}",
            "year": f"{day:%Y}",
        }[kind]
    found = read(key)
    assert found is not None
    return found


def _month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)
