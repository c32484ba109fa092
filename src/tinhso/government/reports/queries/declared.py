"""The forms of the province and what each agency owes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import AgencyInfo, agencies, agency, agency_by_slug
from tinhso.foundation.worktime.api import calendar, today
from tinhso.government.reports.models import Regimes
from tinhso.government.reports.rules import regimes as rules
from tinhso.government.reports.rules.regimes import Form, Regime
from tinhso.lib import periods
from tinhso.lib.errors import NotFound
from tinhso.lib.held import held

LOOK_BACK = 100


@dataclass(frozen=True)
class Owed:
    """A report that a regime asks of an agency: of which period, to whom, until when (the day included)."""

    form: Form
    regime: Regime
    agency_id: UUID
    period: periods.Period
    due: date


@held
def _declared() -> tuple[dict[str, Form], list[Regime]]:
    data = [tomllib.loads(row.text) for row in Regimes.objects.order_by("file")]
    return rules.forms(data), rules.regimes(data)


def forms() -> dict[str, Form]:
    """Every form by its key, in the order of the files."""
    return _declared()[0]


def form(key: str) -> Form:
    """One form. NotFound for an unknown one."""
    found = forms().get(key)
    if found is None:
        raise NotFound("form_unknown", _("Tỉnh không có biểu báo cáo này."))
    return found


def regime_of(place: AgencyInfo, key: str, period: periods.Period) -> Regime | None:
    """The regime that asks this form of this agency for the period; None where nobody asks."""
    for one in _declared()[1]:
        if one.form == key and one.period == period.kind and one.holds(period.last) and _asks(one, place):
            return one
    return None


def owed_by(agency_id: UUID, day: date | None = None) -> list[Owed]:
    """What the agency owes for periods that ended within the last hundred days, the earliest deadline first."""
    return sorted(_owed(agency(agency_id), day or today()), key=lambda one: (one.due, one.form.key))


def owed_to(agency_id: UUID, day: date | None = None) -> list[Owed]:
    """What agencies owe to this one for the same periods."""
    slug, day = agency(agency_id).slug, day or today()
    found = []
    for one in _declared()[1]:
        if one.to == slug:
            for place in agencies(day, level=one.level):
                if _asks(one, place):
                    found += list(_periods(one, place, day))
    return sorted(found, key=lambda owed: (owed.due, owed.form.key))


def _owed(place: AgencyInfo, day: date) -> Iterator[Owed]:
    for one in _declared()[1]:
        if _asks(one, place):
            yield from _periods(one, place, day)


def _periods(regime: Regime, place: AgencyInfo, day: date) -> Iterator[Owed]:
    period = periods.at(regime.period, day).before
    while period.last > day - timedelta(days=LOOK_BACK):
        if regime.holds(period.last) and place.valid_from <= period.last:
            due = due_day(period.last, regime.due_days)
            yield Owed(form(regime.form), regime, place.id, period, due)
        period = period.before


def _asks(regime: Regime, place: AgencyInfo) -> bool:
    return place.level == regime.level and (not regime.kind or place.kind == regime.kind)


def due_day(last: date, days: int) -> date:
    """The working day by which a report is due: so many of them after the period's last day."""
    works, day = calendar().is_working_day, last
    for _step in range(days or 1):
        day += timedelta(days=1)
        while not works(day):
            day += timedelta(days=1)
    return day


def recipient(regime: Regime) -> AgencyInfo:
    """To whom it goes."""
    return agency_by_slug(regime.to)
