"""The tables on dossiers, counted in one statement for all rows; and the dossiers behind each cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import AgencyInfo, agencies, agency, matters_of, now_of
from tinhso.foundation.worktime.api import day_bounds, now, today
from tinhso.government.procedures import api as procedures
from tinhso.government.reports.models import Asked, Dossier
from tinhso.government.reports.models.published import DONE, RETURNED, STOPPED
from tinhso.government.reports.rules import tables
from tinhso.lib.cut import Cut
from tinhso.lib.keyset import newest_first
from tinhso.lib.periods import Period

FIELD, AGENCY = "field", "agency"


@dataclass(frozen=True)
class Window:
    """From `first` until before `until`."""

    first: datetime
    until: datetime


@dataclass(frozen=True)
class Row:
    """One line: `key` is a field's code or an agency's id."""

    key: str
    name: str
    counts: dict[str, int]


def window_of(period: Period) -> Window:
    """The period's moments; one that still runs ends now."""
    return Window(day_bounds(period.first)[0], min(day_bounds(period.last)[1], now()))


def _compiled(agency_id: UUID) -> AgencyInfo:
    """Whose whole an agency puts together: its own; the office of a committee does it for the committee."""
    place = agency(agency_id)
    return agency(place.parent_id) if place.kind == "committee_office" and place.parent_id else place


def below(agency_id: UUID) -> list[UUID]:
    """The agency, or the committee whose office it is, and every agency under it, of any day."""
    top = _compiled(agency_id).id
    found, waiting = {top}, [top]
    under: dict[UUID | None, list[UUID]] = defaultdict(list)
    for place in agencies(today()):
        under[place.parent_id].append(place.id)
    while waiting:
        for child in under[waiting.pop()]:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return sorted(found)


def of_place(agency_id: UUID, scope: str) -> Q:
    """The dossiers of an agency: its own, with what it continues; or with those of all below it."""
    if scope == "own":
        return matters_of(agency_id, "agency_id")
    top = _compiled(agency_id)
    if top.parent_id is None and top.level == "province":
        return Q()
    found = Q(pk__in=[])
    for place in below(agency_id):
        found |= matters_of(place, "agency_id")
    return found


def rows(place: Q, window: Window, by: str) -> list[Row]:
    """One line for each field, or for each agency that has the matters today; in Vietnamese order."""
    keys = ("field_code",) if by == FIELD else ("agency_id", "unit_code")
    counted = _all(place, window).values(*keys).annotate(**_counts(window)).order_by()
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for line in counted:
        key = line["field_code"] if by == FIELD else str(now_of(line["agency_id"], line["unit_code"]))
        for name in _PARTS:
            found[key][name] = found[key].get(name, 0) + line[f"n_{name}"]
    return [Row(key, name, tables.whole(found[key])) for key, name in _named(found, by)]


def behind(place: Q, window: Window, key: str | None, column: str, by: str, after: str = "") -> Cut[Dossier]:
    """The dossiers of one cell, newest first, fifty a page; `key` None is the line of the sums."""
    where = _columns(window)[column]
    if key is not None:
        where &= Q(field_code=key) if by == FIELD else matters_of(UUID(key), "agency_id")
    return newest_first(_all(place, window).filter(where), "received_at", after, 50)


def _all(place: Q, window: Window) -> QuerySet[Dossier]:
    """What was at work at any moment of the period."""
    waiting = Asked.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=window.until),
        reported_id=OuterRef("pk"),
        asked_at__lt=window.until,
    )
    at_work = Q(ended_at__isnull=True) | Q(ended_at__gte=window.first)
    return Dossier.objects.filter(place, at_work, received_at__lt=window.until).annotate(
        waits=Exists(waiting)
    )


def _columns(window: Window) -> dict[str, Q]:
    """Each count as a condition; the sums are the parts together."""
    fresh, done = Q(received_at__gte=window.first), Q(ended_at__lt=window.until)
    still = Q(ended_at__isnull=True) | Q(ended_at__gte=window.until)
    late = still & Q(due_at__lt=window.until, waits=False)
    decided = done & Q(how=DONE)
    found = {
        "online": fresh & Q(online=True),
        "direct": fresh & Q(online=False),
        "carried": Q(received_at__lt=window.first),
        "early": decided & Q(ended_at__lt=F("due_at")),
        "on_time": (done & Q(how=RETURNED)) | (decided & (Q(due_at__isnull=True) | Q(ended_at=F("due_at")))),
        "overdue": decided & Q(ended_at__gt=F("due_at")),
        "open_on_time": still & (Q(due_at__isnull=True) | Q(due_at__gte=window.until) | Q(waits=True)),
        "open_overdue": late,
        tables.STOPPED: done & Q(how=STOPPED),
    }
    return found | {
        "received": Q(),
        "solved": found["early"] | found["on_time"] | found["overdue"],
        "open": still,
    }


_PARTS = (
    "online",
    "direct",
    "carried",
    "early",
    "on_time",
    "overdue",
    "open_on_time",
    "open_overdue",
    tables.STOPPED,
)


def _counts(window: Window) -> dict[str, Count]:
    columns = _columns(window)
    # By names of their own: a count may not stand for the column that it asks.
    return {f"n_{name}": Count("pk", filter=columns[name]) for name in _PARTS}


def _named(found: dict[str, dict[str, int]], by: str) -> list[tuple[str, str]]:
    """Keys with their names, in the order of the folder's fields or of agencies."""
    if by == FIELD:
        names = {one.key: one.name for one in procedures.fields(today())}
        known = [(code, name) for code, name in names.items() if code in found]
        return [
            *known,
            *(
                (key, names.get(key, key or _("Chưa rõ lĩnh vực")))
                for key in sorted(found)
                if key not in names
            ),
        ]
    order = {str(place.id): at for at, place in enumerate(agencies(today()))}
    keys = sorted(found, key=lambda key: (order.get(key, len(order)), key))
    return [(key, agency(UUID(key)).name) for key in keys]
