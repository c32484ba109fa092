"""Which of the configured receivers takes a dossier over; and whether a new one fits among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

EVERY = "*"


@dataclass(frozen=True)
class Row:
    """A desk (by its slug) that takes paper over for a unit and a procedure (`*`: all that have no own row)."""

    unit: str
    procedure: str
    desk: str
    first: date
    last: date | None = None

    def on(self, day: date) -> bool:
        """True on a day between the first and the last."""
        return self.first <= day and (self.last is None or day <= self.last)


def chosen(rows: Iterable[Row], unit: str, procedure: str, day: date) -> Row | None:
    """The receiver of the pair on the day: the procedure's own row before that of all procedures."""
    fit = [row for row in rows if row.unit == unit and row.on(day)]
    own = [row for row in fit if row.procedure == procedure]
    rest = [row for row in fit if row.procedure == EVERY]
    return next(iter(own or rest), None)


def overlapping(rows: Iterable[Row]) -> tuple[Row, Row] | None:
    """Two rows of one pair that hold on one day; None when every day has at most one."""
    last: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda one: (one.unit, one.procedure, one.first)):
        before = last.get((row.unit, row.procedure))
        if before is not None and before.on(row.first):
            return before, row
        last[row.unit, row.procedure] = row
    return None
