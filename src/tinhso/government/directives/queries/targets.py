"""A target with everything that is known of it: its way, what was measured, what was declared, how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tinhso.foundation.worktime.api import today
from tinhso.government.directives.models import Declaration, Tally, Target
from tinhso.government.directives.rules import path
from tinhso.government.directives.rules.path import Point


@dataclass(frozen=True)
class Seen:
    """Measured and declared stay apart; `judged` is by the measured value where there is one."""

    target: Target
    way: list[Point]
    measured: list[Point]
    declared: list[Declaration]
    judged: str
    by_measure: bool
    tally: Tally | None = None

    @property
    def difference(self) -> Decimal | None:
        """The last declared value minus the last measured one; None where one of them is not there."""
        if not self.measured or not self.declared:
            return None
        return self.declared[-1].value - self.measured[-1].value

    @property
    def last(self) -> Point | None:
        """The value that it is judged by."""
        if self.measured:
            return self.measured[-1]
        return Point(self.declared[-1].day, self.declared[-1].value) if self.declared else None


def way_of(target: Target) -> list[Point]:
    """The points between base and target; empty while the document does not tell value and day."""
    if target.value is None or target.due_on is None:
        return []
    base = None
    if target.base_value is not None and target.base_year is not None:
        base = Point(date(target.base_year, 12, 31), target.base_value)
    years = [Point(date(one.year, 12, 31), one.value) for one in target.years.all()]
    return path.line(base, years, Point(target.due_on, target.value))


def seen(target: Target, on: date | None = None) -> Seen:
    """The target as it stood on a day (today when not given)."""
    day = on or today()
    way = way_of(target)
    tallies = sorted((one for one in target.tallies.all() if one.day <= day), key=lambda one: one.day)
    points = [Point(one.day, one.value) for one in tallies]
    declared = sorted(
        (one for one in target.declarations.all() if one.day <= day), key=lambda one: (one.day, one.at)
    )
    last = points[-1] if points else None
    if last is None and declared:
        last = Point(declared[-1].day, declared[-1].value)
    judged = path.judge(way, last, target.direction, day)
    return Seen(target, way, points, declared, judged, bool(points), tallies[-1] if tallies else None)
