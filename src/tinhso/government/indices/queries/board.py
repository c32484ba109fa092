"""What the steering committee's board shows: tiles, months, agencies, alerts, the map; each from one held count."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tinhso.foundation.organisation.api import AgencyInfo, agency, agency_by_slug, continuing
from tinhso.foundation.province.api import as_loaded
from tinhso.government.indices.measured.folder import MAP, NAME
from tinhso.government.indices.queries.quality import Figures, Line
from tinhso.government.indices.rules import commune_map
from tinhso.government.indices.rules.measured_set import Group
from tinhso.lib.errors import NotFound
from tinhso.lib.held import held

MOST_ALERTS = 12


@dataclass(frozen=True)
class Tile:
    """One group: points, those of the month before, who answers for it."""

    group: Group
    points: Decimal
    measured: Decimal
    before: Decimal | None
    owner: str
    low: bool


@dataclass(frozen=True)
class Ranked:
    """An agency in the ranking; equal shares share a rank. None: too little could be counted to be compared."""

    rank: int | None
    place: AgencyInfo
    figures: Figures


@dataclass(frozen=True)
class Alert:
    """A component of an agency that asks for attention."""

    place: AgencyInfo
    line: Line


@dataclass(frozen=True)
class Drawn:
    """One unit on the map with the agency whose figure it carries; none where nothing could be counted."""

    shape: commune_map.Shape
    ranked: Ranked | None


def tiles(shown: Figures, before: Figures | None, day: date) -> list[Tile]:
    """One for each group of the set."""
    earlier = {} if before is None else {part.group.key: part for part in before.parts}
    found = []
    for part in shown.parts:
        last = earlier.get(part.group.key)
        known = last is not None and last.measured > 0
        low = part.measured > 0 and part.points * 100 < part.measured * shown.set.alert
        found.append(
            Tile(part.group, part.points, part.measured, last.points if last is not None and known else None,
                 owner(part.group.owner, day), low)
        )  # fmt: skip
    return found


def owner(slug: str, day: date) -> str:
    """The agency that answers for a group today, by name; empty where the file names none that still is."""
    try:
        return continuing(agency_by_slug(slug).id, day).name if slug else ""
    except NotFound:
        return ""


def ranking(found: dict[UUID, Figures], province: Figures | None = None) -> list[Ranked]:
    """Agencies by the share of the points that could be counted of them, best first.

    With `province`, one of which less than half of what the province could count was counted stands at the end
    without a rank: a full share of a sixth of the set is no first place.
    """
    floor = province.measured / 2 if province is not None else Decimal(0)
    rows = [(agency(one), shown) for one, shown in found.items() if shown.share is not None]
    rows.sort(key=lambda row: (row[1].measured < floor, -(row[1].share or 0), row[0].level, row[0].name))
    told: list[Ranked] = []
    for at, (place, shown) in enumerate(rows, 1):
        same = bool(told) and told[-1].figures.share == shown.share
        rank = told[-1].rank if same else at
        told.append(Ranked(None if shown.measured < floor else rank, place, shown))
    return told


def alerts(rows: Sequence[Ranked], most: int = MOST_ALERTS) -> list[Alert]:
    """The components that lose the most points at an agency, the most first."""
    every = [Alert(row.place, line) for row in rows for line in row.figures.low]
    every.sort(key=lambda one: (-one.line.lost, one.place.name, one.line.component.code))
    return every[:most]


def drawn(rows: Sequence[Ranked], day: date) -> list[Drawn]:
    """The units of the day's map; empty where the province has none."""
    by = {
        row.place.unit_code: row
        for row in rows
        if row.place.level == "commune" and row.place.kind == "peoples_committee"
    }
    return [Drawn(shape, by.get(shape.code)) for shape in shapes(day)]


@held
def shapes(day: date) -> tuple[commune_map.Shape, ...]:
    """The shapes that hold on the day: those of the last day of change before it."""
    content = as_loaded(NAME).get(MAP)
    if content is None:
        return ()
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    since = max((row["valid_from"] for row in rows if row["valid_from"] <= day.isoformat()), default="")
    return tuple(
        commune_map.Shape(row["code"], int(row["x"]), int(row["y"]), row["path"])
        for row in rows
        if row["valid_from"] == since
    )
