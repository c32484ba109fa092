"""The statements: every measure of a scope and period in one pass, and the records behind one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from tinhso.government.indices.measures.catalogue import (
    COUNTED,
    DOUBTS,
    MEASURES,
    PROCEDURES,
    SERVICE,
    Measure,
)

_COLUMNS = """subject_id, kind, procedure_code, received_at, finish_at, due_at, supplements, synced, online, has_result,
 has_files, reused, proven, citizen, has_fee, paid_online, disliked, complained, signed, behaviour, pushed, complete,
 offered, missed_at, repeated"""
# A dossier that ended after the period counts as the period's end saw it: at work.
_BASE = """SELECT subject_id, kind, procedure_code, agency_id, unit_code, due_at, supplements, synced, online,
 has_result, has_files, reused, proven, citizen, has_fee, paid_online, disliked, complained, signed, behaviour, pushed,
 complete, offered, repeated, (extract(epoch FROM finish_at - received_at) / 3600)::bigint AS hours,
 received_at >= %(first)s AS fresh,
 coalesce(finish_at < %(until)s, false) AS done,
 supplements > 1 OR coalesce(least(finish_at, %(until)s) > due_at, false) AS late,
 coalesce(missed_at < %(until)s, false) AS missed
 FROM {facts} WHERE received_at < %(until)s
 AND (received_at >= %(first)s OR finish_at IS NULL OR finish_at >= %(first)s){scope}"""


@dataclass(frozen=True)
class Scope:
    """Whose figures; empty: the whole province. `agencies`: any of these; `parts`: of an agency that was split among
    several only these units, or all but these. `units`: of the territory of any of these (code, from, before): a code
    may be used again, so that it says a place only together with when the record came."""

    agencies: tuple[UUID, ...] = ()
    parts: tuple[tuple[UUID, bool, tuple[str, ...]], ...] = ()
    units: tuple[tuple[str, datetime, datetime | None], ...] = ()
    field_code: str = ""
    procedure_code: str = ""


# An abolished agency, one of its units or "" for all others, and who continues it.
Heir = tuple[UUID, str, UUID]


@dataclass(frozen=True)
class Window:
    """From `first` until before `until`; as it was known at `known_at` (None: now)."""

    first: datetime
    until: datetime
    known_at: datetime | None = None


@dataclass(frozen=True)
class Count:
    """A measure's numerator and denominator."""

    counted: int = 0
    among: int = 0


@dataclass(frozen=True)
class Found:
    """One record behind a figure: `reason` is `counted` or why it was not."""

    subject_id: UUID
    procedure_code: str
    agency_id: UUID
    reason: str


@dataclass(frozen=True)
class FoundProcedure:
    """One procedure behind a figure that counts procedures: of `among` records that ask for it `counted` are fine."""

    procedure_code: str
    reason: str
    counted: int
    among: int


@dataclass
class _Asked:
    base: str
    params: dict[str, Any] = field(default_factory=dict)


def _asked(scope: Scope, window: Window) -> _Asked:
    params: dict[str, Any] = {"first": window.first, "until": window.until}
    where = ""
    if scope.agencies:
        params["agencies"] = list(scope.agencies)
        either = ["agency_id = ANY(%(agencies)s)"]
        for at, (agency_id, only, units) in enumerate(scope.parts):
            params |= {f"part{at}": agency_id, f"units{at}": list(units)}
            sign = "" if only else "NOT "
            either.append(f"(agency_id = %(part{at})s AND {sign}unit_code = ANY(%(units{at})s))")
        where += f" AND ({' OR '.join(either)})"
    if scope.units:
        either = []
        for at, (code, since, before) in enumerate(scope.units):
            params |= {f"unit{at}": code, f"since{at}": since, f"before{at}": before}
            ended = "" if before is None else f" AND received_at < %(before{at})s"
            either.append(f"(unit_code = %(unit{at})s AND received_at >= %(since{at})s{ended})")
        where += f" AND ({' OR '.join(either)})"
    if scope.field_code:
        where += " AND field_code = %(field)s"
        params["field"] = scope.field_code
    if scope.procedure_code:
        where += " AND procedure_code = %(procedure)s"
        params["procedure"] = scope.procedure_code
    facts = "indices_fact"
    if window.known_at is not None:
        params["known"] = window.known_at
        facts = (
            f"(SELECT {_COLUMNS}, agency_id, unit_code, field_code FROM indices_fact WHERE known_from <= %(known)s"  # noqa: S608
            f" UNION ALL SELECT {_COLUMNS}, agency_id, unit_code, field_code FROM indices_facthistory"
            " WHERE known_from <= %(known)s AND known_to > %(known)s) AS known"
        )
    return _Asked(_BASE.format(facts=facts, scope=where), params)


def _whole(measure: Measure, counted: str, among: str) -> str:
    """When a procedure counts, of how many of its records count: one is enough, or all of them (`every`)."""
    return f"{among} > 0 AND {counted} = {among}" if measure.every else f"{counted} > 0"


def _shelf(measure: Measure, among: str) -> str:
    """Records by which a procedure is asked about: those that are counted, or what agencies offer (`shelf`)."""
    return f"count(*) FILTER (WHERE kind = {SERVICE} AND ({measure.shelf}))" if measure.shelf else among


def _statement(place: str = "") -> str:
    """Counts by procedure first: distinct procedures then cost nothing more. `place`: one row for each of these."""
    inner, outer = [], []
    for at, one in enumerate(MEASURES.values()):
        kind = f"kind = {one.facts}"
        told = f"coalesce(sum({one.total})" if one.total else "coalesce(count(*)"
        inner.append(f"{told} FILTER (WHERE {kind} AND ({one.among}) AND ({one.counted})), 0) AS c{at}")
        inner.append(f"count(*) FILTER (WHERE {kind} AND ({one.among})) AS b{at}")
        if one.of == PROCEDURES:
            asked = f"b{at}"
            if one.shelf:
                asked = f"s{at}"
                inner.append(f"{_shelf(one, '')} AS {asked}")
            outer.append(f"count(*) FILTER (WHERE {asked} > 0 AND {_whole(one, f'c{at}', f'b{at}')})")
            outer.append(f"count(*) FILTER (WHERE {asked} > 0)")
        else:
            outer += [f"coalesce(sum(c{at}), 0)", f"coalesce(sum(b{at}), 0)"]
    if place:
        return (
            f"WITH base AS ({{base}}), {_HEIRS}, each AS (SELECT {place} AS place, procedure_code, {', '.join(inner)}"  # noqa: S608
            f" FROM {_PLACED} GROUP BY 1, 2) SELECT place, {', '.join(outer)} FROM each GROUP BY 1"
        )
    return (
        f"WITH base AS ({{base}}), each AS (SELECT procedure_code, {', '.join(inner)} FROM base GROUP BY 1)"  # noqa: S608
        f" SELECT {', '.join(outer)} FROM each"
    )


# Who continues an abolished agency: wholly (no unit), or for some units, which are told first.
_HEIRS = """heirs AS (SELECT * FROM unnest(%(heir_old)s::uuid[], %(heir_unit)s::text[], %(heir_new)s::uuid[])
 AS h(old_id, unit_code, new_id))"""
_PLACED = """base LEFT JOIN heirs part ON part.old_id = base.agency_id AND part.unit_code = base.unit_code
 AND part.unit_code <> '' LEFT JOIN heirs whole ON whole.old_id = base.agency_id AND whole.unit_code = ''"""
_EVERY = _statement()
_BY_AGENCY = _statement("coalesce(part.new_id, whole.new_id, base.agency_id)")


def counts(scope: Scope, window: Window) -> Mapping[str, Count]:
    """Every measure, by its key. One statement."""
    asked = _asked(scope, window)
    with connection.cursor() as cursor:
        cursor.execute(_EVERY.format(base=asked.base), asked.params)
        row = cursor.fetchone()
    return {key: Count(int(row[2 * at]), int(row[2 * at + 1])) for at, key in enumerate(MEASURES)}


def counts_by_agency(
    window: Window, heirs: Sequence[Heir], scope: Scope | None = None
) -> dict[UUID, dict[str, Count]]:
    """Every measure of every agency that has a record; what an abolished one left counts for its heir. One statement."""
    asked = _asked(scope or Scope(), window)
    asked.params |= {
        "heir_old": [one[0] for one in heirs],
        "heir_unit": [one[1] for one in heirs],
        "heir_new": [one[2] for one in heirs],
    }
    with connection.cursor() as cursor:
        cursor.execute(_BY_AGENCY.format(base=asked.base), asked.params)
        rows = cursor.fetchall()
    return {
        row[0]: {key: Count(int(row[2 * at + 1]), int(row[2 * at + 2])) for at, key in enumerate(MEASURES)}
        for row in rows
    }


def records(
    measure: Measure,
    scope: Scope,
    window: Window,
    *,
    reason: str = "",
    doubt: str = "",
    after: UUID | None = None,
    limit: int = 50,
) -> Sequence[Found]:
    """What a measure is about, in the order of ids, after one of them; with `reason` or `doubt` only those."""
    asked = _asked(scope, window)
    case = _reason(measure)
    where, params = "", {**asked.params, "limit": limit}
    if after is not None:
        where += " AND subject_id > %(after)s"
        params["after"] = after
    if reason:
        where += f" AND {case} = %(reason)s"
        params["reason"] = reason
    if doubt:
        where += f" AND {_DOUBT} = %(doubt)s"
        params["doubt"] = doubt
    query = (
        f"WITH base AS ({asked.base}) SELECT subject_id, procedure_code, agency_id, {case} FROM base"  # noqa: S608
        f" WHERE kind = {measure.facts} AND ({measure.among}){where} ORDER BY subject_id LIMIT %(limit)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return [Found(*row) for row in cursor.fetchall()]


def procedures(
    measure: Measure, scope: Scope, window: Window, *, reason: str = "", after: str = "", limit: int = 50
) -> Sequence[FoundProcedure]:
    """The procedures that a measure of procedures is about, in the order of codes, after one of them. One statement."""
    asked = _asked(scope, window)
    among = f"kind = {measure.facts} AND ({measure.among})"
    case = f"CASE WHEN {_whole(measure, 'c', 'b')} THEN '{COUNTED}' ELSE '{measure.why[-1][1]}' END"
    where, params = "s > 0", {**asked.params, "limit": limit}
    if after:
        where += " AND procedure_code > %(after)s"
        params["after"] = after
    if reason:
        where += f" AND {case} = %(reason)s"
        params["reason"] = reason
    query = (
        f"WITH base AS ({asked.base}), each AS (SELECT procedure_code,"  # noqa: S608
        f" count(*) FILTER (WHERE {among} AND ({measure.counted})) AS c, count(*) FILTER (WHERE {among}) AS b,"
        f" {_shelf(measure, f'count(*) FILTER (WHERE {among})')} AS s FROM base GROUP BY 1)"
        f" SELECT procedure_code, {case}, c, b FROM each WHERE {where} ORDER BY procedure_code LIMIT %(limit)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return [FoundProcedure(*row) for row in cursor.fetchall()]


def tally(measure: Measure, scope: Scope, window: Window) -> Mapping[str, int]:
    """How many for each reason, `counted` among them. One statement."""
    asked = _asked(scope, window)
    query = (
        f"WITH base AS ({asked.base}) SELECT {_reason(measure)}, count(*) FROM base"  # noqa: S608
        f" WHERE kind = {measure.facts} AND ({measure.among}) GROUP BY 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, asked.params)
        return dict(cursor.fetchall())


def doubts(measure: Measure, scope: Scope, window: Window) -> Mapping[str, Count]:
    """For each reason why another system may count a dossier otherwise (empty: none): how many it counts, of how many.

    Each record has one, the first of `catalogue.DOUBTS` that holds. One statement.
    """
    asked = _asked(scope, window)
    query = (
        f"WITH base AS ({asked.base}) SELECT {_DOUBT}, count(*) FILTER (WHERE {measure.counted}), count(*) FROM base"  # noqa: S608
        f" WHERE kind = {measure.facts} AND ({measure.among}) GROUP BY 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, asked.params)
        return {doubt: Count(counted, among) for doubt, counted, among in cursor.fetchall()}


_DOUBT = f"CASE {' '.join(f'WHEN {when} THEN {word!r}' for word, when in DOUBTS.items())} ELSE '' END"


def _reason(measure: Measure) -> str:
    told = " ".join(f"WHEN {when} THEN '{word}'" for when, word in measure.why if when)
    return f"CASE WHEN ({measure.counted}) THEN '{COUNTED}' {told} ELSE '{measure.why[-1][1]}' END"
