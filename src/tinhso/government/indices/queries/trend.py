"""Points month by month: what was published where it was, else a count that is at most ten minutes old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tinhso.foundation.worktime.api import day_bounds
from tinhso.government.indices.measures.statement import Scope
from tinhso.government.indices.queries import editions, quality
from tinhso.government.indices.rules.measured_set import MeasuredSet
from tinhso.lib import periods
from tinhso.lib.errors import NotFound
from tinhso.lib.periods import Period

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """One month; `figures` None where nothing was done or nothing is known of it; `number` of the edition where it is published."""

    period: Period
    figures: quality.Figures | None
    number: int | None


def months(last: Period, many: int = MONTHS) -> list[Period]:
    """The month in which a period ends and those before it, the earliest first."""
    found, day = [], last.last
    for _step in range(many):
        found.append(periods.at("month", day))
        day = found[-1].first - timedelta(days=1)
    return found[::-1]


def trend(
    set_key: str,
    scope: Scope,
    agency_id: UUID | None,
    last: Period,
    today: date,
    *,
    public: bool,
    as_then: bool = False,
) -> list[Month]:
    """Twelve months. `public`: of what was published alone; `scope` must then be the agency's own. Raises Busy."""
    found = []
    published = {one.period: one for one in editions.of_periods(set_key, [one.key for one in months(last)])}
    until = quality.moment()
    # A snapshot holds whole agencies in the borders of its day; anything narrower is counted.
    narrowed = bool(scope.field_code or scope.procedure_code or scope.units or as_then)
    for period in months(last):
        if period.first > today:
            continue
        edition = published.get(period.key)
        told = _set(set_key, period)
        figures = None
        if told is None or (public and edition is None):
            pass
        elif edition is not None and not narrowed:
            figures = editions.figures(edition, agency_id, told)
        elif day_bounds(period.last)[1] <= until:
            figures = quality.past_figures(told, scope, quality.window_of(period, until=until))
        else:
            figures = quality.figures(told, scope, quality.window_of(period, until=until))
        if figures is not None and edition is None and not figures.worked:
            figures = None
        found.append(Month(period, figures, edition.number if edition and not narrowed else None))
    return found


def _set(set_key: str, period: Period) -> MeasuredSet | None:
    try:
        return quality.set_on(set_key, period.last)
    except NotFound:
        return None
