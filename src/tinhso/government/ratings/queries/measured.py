"""The indices of an agency and a quarter, counted from dossiers and petitions; and the rows behind each figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tinhso.foundation.worktime.api import day_bounds, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.petitions import api as petitions
from tinhso.government.procedures import api as procedures
from tinhso.government.ratings.models import Assessment
from tinhso.government.ratings.queries.publicity import published
from tinhso.government.ratings.rules import indices
from tinhso.government.ratings.rules.indices import Index, Spread
from tinhso.lib.quarters import Quarter


@dataclass(frozen=True)
class Line:
    """One index: what was measured (`points` 0 to 2, None: no data), how it is spread, what was declared."""

    index: Index
    points: float | None
    spread: Spread | None = None
    declared: Assessment | None = None
    # Index 6: procedures with a whole page and all; 8: on time and due; 9: online dossiers and all.
    share: tuple[int, int] | None = None
    # Index 9: services that people can file online, and all.
    services: tuple[int, int] | None = None


@dataclass(frozen=True)
class Measured:
    """All nine, and how many dossiers were finished in the quarter."""

    lines: list[Line]
    finished: int
    scores: dict[int, int] = field(default_factory=dict)

    @property
    def rated(self) -> int:
        """How many dossiers were rated by the people."""
        return sum(self.scores.values())


@dataclass(frozen=True)
class Row:
    """One dossier, petition or procedure behind a figure; `points` None: its records do not tell them."""

    id: UUID
    code: str
    points: int | None
    title: str = ""


def measured(agency_id: UUID, quarter: Quarter) -> Measured:
    """Everything that the page of an agency shows."""
    first, last = _bounds(quarter)
    found = list(dossiers.quality_of(agency_id, first, last))
    facts = [_facts(one, found_for) for one, found_for in _with_complaints(found)]
    declared = _declared(agency_id, quarter)
    on_time, due = petitions.kept_in_time(agency_id, first, last)
    came_online = [one for one in found if one.online]
    overdue = sum(1 for one in came_online if one.outcome == indices.OVERDUE)
    share = len(came_online) / len(found) if found else None
    lines = []
    for index in Index:
        if index in indices.POINTS:
            spread = indices.spread(indices.POINTS[index](one) for one in facts)
            lines.append(Line(index, spread.average, spread, declared.get(index)))
        elif index is Index.PETITIONS:
            points = indices.petitions(on_time, due)
            lines.append(Line(index, points, None, declared.get(index), (on_time, due)))
        elif index is Index.ONLINE:
            offered = procedures.online_services(agency_id, min(quarter.after - timedelta(days=1), today()))
            part = offered[0] / offered[1] if offered[1] else None
            points = indices.online(indices.OnlineFacts(part, share, overdue))
            counted = (len(came_online), len(found))
            lines.append(Line(index, points, None, declared.get(index), counted, offered))
        elif index is Index.PUBLICITY:
            pages = published(one.version_id for one in found)
            told = (sum(one.whole for one in pages), len(pages))
            lines.append(Line(index, None, None, declared.get(index), told))
        else:
            lines.append(Line(index, None, None, declared.get(index)))
    return Measured(lines, len(found), _scores(found))


def by_officer(agency_id: UUID, quarter: Quarter) -> dict[UUID | None, Measured]:
    """The indices that are measured dossier by dossier, of each officer who had the specialist's last step."""
    groups: dict[UUID | None, list[tuple[Any, Any]]] = {}
    for one, complaint in _with_complaints(list(dossiers.quality_of(agency_id, *_bounds(quarter)))):
        groups.setdefault(one.officer, []).append((one, _facts(one, complaint)))
    found = {}
    for officer, rows in groups.items():
        lines = []
        for index in indices.OF_DOSSIERS:
            spread = indices.spread(indices.POINTS[index](facts) for _one, facts in rows)
            lines.append(Line(index, spread.average, spread))
        found[officer] = Measured(lines, len(rows), _scores(one for one, _facts in rows))
    return found


def rows_of(agency_id: UUID, quarter: Quarter, index: Index, points: str, reader: UUID | None) -> list[Row]:
    """What a figure counts. `points`: `2`, `1`, `0`, `?` (no data) or empty for all.

    Petitions that are about the reader are not among them, nor the dossiers that these speak of.
    """
    first, last = _bounds(quarter)
    if index is Index.PETITIONS:
        handled = petitions.handled(agency_id, first, last, reader=reader)
        rows = [Row(one.id, one.code, None if one.on_time is None else int(one.on_time)) for one in handled]
    elif index is Index.ONLINE:
        found = dossiers.quality_of(agency_id, first, last)
        rows = [Row(one.id, one.code, int(one.online)) for one in found]
    elif index is Index.PUBLICITY:
        found = dossiers.quality_of(agency_id, first, last)
        pages = published(one.version_id for one in found)
        rows = [Row(one.id, one.code, int(one.whole), one.title) for one in pages]
    elif index in indices.POINTS:
        rule = indices.POINTS[index]
        told = _with_complaints(list(dossiers.quality_of(agency_id, first, last)))
        hidden = petitions.kept_from(reader, [one.code for one, _complaint in told])
        rows = [
            Row(one.id, one.code, rule(_facts(one, complaint)))
            for one, complaint in told
            if index is not Index.ATTITUDE or one.code not in hidden
        ]
    else:
        rows = []
    if not points:
        return rows
    wanted = None if points == "?" else int(points)
    return [row for row in rows if row.points == wanted]


def _with_complaints(found: list[Any]) -> list[tuple[Any, bool | None]]:
    """Each dossier with what petitions about behaviour say of it."""
    told = petitions.about_behaviour(one.code for one in found)
    return [(one, told.get(one.code, False)) for one in found]


def _facts(one: Any, complaint: bool | None) -> indices.DossierFacts:
    return indices.DossierFacts(one.outcome, one.steps, one.contacts, complaint, one.agencies)


def _declared(agency_id: UUID, quarter: Quarter) -> dict[Index, Assessment]:
    """The newest declaration of each index."""
    rows = Assessment.objects.filter(agency_id=agency_id, year=quarter.year, quarter=quarter.number)
    newest = rows.order_by("index", "-at", "-id").distinct("index")
    return {Index(row.index): row for row in newest}


def _scores(found: Iterable[Any]) -> dict[int, int]:
    """How often each rating, 1 to 5, was given."""
    scores: dict[int, int] = {}
    for one in found:
        if one.score is not None:
            scores[one.score] = scores.get(one.score, 0) + 1
    return scores


def _bounds(quarter: Quarter) -> tuple[Any, Any]:
    """The quarter's first moment, and the first after it."""
    after: date = quarter.after
    return day_bounds(quarter.first)[0], day_bounds(after)[0]
