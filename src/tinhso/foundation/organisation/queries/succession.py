"""Who continues an abolished agency, and whom an agency continues.

`inherited` is the other side of `continuing`: it resolves in memory what every agency took over, so that a
list can ask for the dossiers of all of them at once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.dated import by_day
from tinhso.foundation.organisation.info import AgencyInfo, Inherited
from tinhso.foundation.organisation.models import AgencySuccession, UnitSuccession
from tinhso.foundation.organisation.models.validity import valid_on
from tinhso.foundation.organisation.queries.agencies import agency
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import NotFound
from tinhso.lib.held import held


@by_day
def continuing(agency_id: UUID, on: date | None = None, unit_code: str | None = None) -> AgencyInfo:
    """The agency itself while it lives, otherwise the one that continues it on the day.

    Where an agency was split, the successor whose unit took over the unit `unit_code` (as it was on the
    abolished agency's last day) is chosen, else the one of the lowest rank. NotFound when nobody is named.
    """
    on = on or today()
    current = agency(agency_id)
    for _step in range(20):
        if current.valid_to is None or current.valid_to >= on:
            return current
        options = _links().after.get(current.id, [])
        if not options:
            break
        heirs = (
            _unit_heirs(current.valid_to).get(unit_code, set()) if unit_code and len(options) > 1 else set()
        )
        current = agency(next((one for one, unit_id in options if unit_id in heirs), options[0][0]))
    raise NotFound(
        "agency_without_successor",
        _("Chưa biết cơ quan nào kế thừa %(name)s.") % {"name": current.name},
        way_out=_("Người quản trị khai báo cơ quan kế thừa trong danh mục cơ quan."),
    )


@by_day
def inherited(agency_id: UUID, on: date | None = None) -> tuple[Inherited, ...]:
    """What the agency took over from abolished ones by the day, through any number of boundary changes.

    For every abolished agency A and unit U: `continuing(A, on, U)` is this agency exactly when one of these
    names A and covers U. Empty for an agency that is itself abolished by then.
    """
    day = on or today()
    me = agency(agency_id)
    if me.valid_to is not None and me.valid_to < day:
        return ()
    links, found = _links(), []
    waiting = [Inherited(agency_id)]
    while waiting:
        later = waiting.pop()
        for before in links.before[later.agency_id]:
            last_day = links.last_day[before]
            if last_day is None or last_day >= day:
                continue
            part = later.within(before, *_share(links.after[before], later.agency_id, last_day))
            if part not in found:
                found.append(part)
                waiting.append(part)
    return tuple(found)


def predecessors(agency_id: UUID, on: date | None = None) -> frozenset[UUID]:
    """The abolished agencies that this one continues on the day, wholly or for some units."""
    return frozenset(part.agency_id for part in inherited(agency_id, on))


@dataclass
class _Links:
    """Every succession: whom an agency follows; who follows it, in order, with their units; its last day."""

    before: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    after: dict[UUID, list[tuple[UUID, UUID]]] = field(default_factory=lambda: defaultdict(list))
    last_day: dict[UUID, date | None] = field(default_factory=dict)


@held
def _links() -> _Links:
    rows = AgencySuccession.objects.order_by("rank", "successor__sort_key").values_list(
        "predecessor_id", "predecessor__valid_to", "successor_id", "successor__unit_id"
    )
    links = _Links()
    for one, last_day, two, unit_id in rows:
        links.before[two].append(one)
        links.after[one].append((two, unit_id))
        links.last_day[one] = last_day
    return links


@held
def _unit_heirs(last_day: date) -> dict[str, set[UUID]]:
    """Which units took over each unit that was valid on the day, by the old one's code."""
    heirs: dict[str, set[UUID]] = {}
    links = UnitSuccession.objects.filter(valid_on(last_day, "predecessor__"))
    for code, successor_id in links.values_list("predecessor__code", "successor_id"):
        heirs.setdefault(code, set()).add(successor_id)
    return heirs


def _share(
    options: list[tuple[UUID, UUID]], agency_id: UUID, last_day: date
) -> tuple[frozenset[str] | None, frozenset[str]]:
    """The units whose matters go to one of several successors; the first has all that nobody else has."""
    if len(options) == 1:
        return None, frozenset()
    first = options[0][0]
    mine: set[str] = set()
    others: set[str] = set()
    for code, heirs in _unit_heirs(last_day).items():
        chosen = next((option for option, unit_id in options if unit_id in heirs), first)
        (mine if chosen == agency_id else others).add(code)
    return (None, frozenset(others)) if agency_id == first else (frozenset(mine), frozenset())
