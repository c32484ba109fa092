"""What one agency offers: sets of codes of a day, and pages of them. Quick with thousands of procedures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet

from tinhso.government.procedures import competence, queries, succession
from tinhso.government.procedures.models import Opening, ProcedureVersion
from tinhso.government.procedures.offering import Brief
from tinhso.government.procedures.openings import holding
from tinhso.government.procedures.rules.content import Authority, rules_of
from tinhso.lib.held import held
from tinhso.lib.text import fold

MOST_WORDS = 8


@dataclass(frozen=True)
class Competence:
    """The procedures in force for which an agency is competent; `waiting`: those that need an opening."""

    by_hand: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        """Both kinds."""
        return self.by_hand | self.waiting


def competence_of(agency_id: UUID, on: date) -> Competence:
    """What an agency is competent for on a day."""
    return _competences(on).get(agency_id, Competence())


def open_codes(agency_id: UUID, on: date) -> frozenset[str]:
    """The codes of what an agency receives on a day."""
    able = competence_of(agency_id, on)
    heirs_of = succession.before(agency_id, on)
    rows = Opening.objects.filter(holding(on), agency_id__in=[agency_id, *heirs_of])
    stated: dict[UUID, dict[bool, set[str]]] = {}
    for agency, code, is_open in rows.values_list("agency_id", "procedure__code", "open"):
        stated.setdefault(agency, {}).setdefault(is_open, set()).add(code)
    opened, closed = succession.codes(stated.get(agency_id, {}), [stated.get(one, {}) for one in heirs_of])
    return (able.by_hand | (able.waiting & opened)) - closed


@held
def open_numbers(on: date) -> Mapping[UUID, int]:
    """How many procedures each agency receives on a day; agencies that receive none are left out."""
    rows = Opening.objects.filter(holding(on)).order_by().values_list("agency_id", "open")
    stated: dict[UUID, dict[bool, set[str]]] = {}
    for agency, is_open, codes in rows.annotate(c=ArrayAgg("procedure__code")):
        stated.setdefault(agency, {})[is_open] = set(codes)
    found = {}
    for agency, able in _competences(on).items():
        of_before = [stated.get(one, {}) for one in succession.before(agency, on)]
        opened, closed = succession.codes(stated.get(agency, {}), of_before)
        found[agency] = len((able.by_hand | (able.waiting & opened)) - closed)
    return {agency: number for agency, number in found.items() if number}


@held
def _competences(on: date) -> dict[UUID, Competence]:
    """Of every agency. One query for all versions; each kind of authority is looked up once."""
    found: dict[UUID, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    known: dict[tuple[str, str, str], list[UUID]] = {}
    rows = queries.in_force(on).values_list(
        "procedure__code", "needs_opening", "content__authority", "procedure__field__name"
    )
    for code, waiting, raw, field_name in rows:
        rule = next((r for r in rules_of(raw) if r.key == "competent" and r.holds(on)), None)
        if rule is None:
            continue
        key = (rule.level, rule.kind, rule.field or field_name)
        if key not in known:
            known[key] = _ids(rule, field_name, on)
        for agency_id in known[key]:
            found[agency_id][bool(waiting)].add(code)
    return {agency: Competence(frozenset(hand), frozenset(wait)) for agency, (hand, wait) in found.items()}


def _ids(rule: Authority, field_name: str, on: date) -> list[UUID]:
    return [one.id for one in competence.agencies_of(rule, field_name, on)]


def narrowed(
    codes: Collection[str], on: date, *, text: str = "", field: str = ""
) -> QuerySet[ProcedureVersion]:
    """The versions in force of these codes by words of the title or the code, and by a field's name."""
    rows = queries.in_force(on).filter(procedure__code__in=codes)
    for word in fold(text[:100].replace("\x00", "")).split()[:MOST_WORDS]:
        rows = rows.filter(Q(title_folded__contains=word) | Q(procedure__code__startswith=word))
    if field:
        rows = rows.filter(procedure__field__name=field)
    return rows


_COLUMNS = (
    "sort_key", "procedure__code", "title", "content__short_title", "procedure__field__name", "needs_opening",
    "content__online_level", "content__results",
)  # fmt: skip


def some(
    rows: QuerySet[ProcedureVersion], after: tuple[str, str] | None, limit: int
) -> list[tuple[tuple[str, str], Brief]]:
    """At most `limit` versions with their places, from the place `after` on, in Vietnamese order."""
    ordered = rows.order_by("sort_key", "procedure__code")
    if after is not None:
        ordered = ordered.filter(
            Q(sort_key__gt=after[0]) | Q(sort_key=after[0], procedure__code__gt=after[1])
        )
    return [
        ((key, code), Brief(code, short or title, field, level or "none", not waiting, _papers(results)))
        for key, code, title, short, field, waiting, level, results in ordered.values_list(*_COLUMNS)[:limit]
    ]


def _papers(results: list[dict[str, Any]] | None) -> tuple[str, ...]:
    """The names of the papers that a procedure ends with, but for those that say no."""
    return tuple(row["name"] for row in results or () if not row.get("refusal"))


def place_of(code: str, on: date) -> tuple[str, str] | None:
    """Where a code stands in the order of a page; None for an unknown one."""
    key = (
        queries.in_force(on)
        .filter(procedure__code=code[:40].replace("\x00", ""))
        .values_list("sort_key", flat=True)
        .first()
    )
    return (key, code) if key is not None else None


def fields_of(codes: Collection[str], on: date) -> list[tuple[str, int]]:
    """The fields of these procedures by name with their numbers, in Vietnamese order."""
    rows = queries.in_force(on).filter(procedure__code__in=codes).order_by("procedure__field__sort_key")
    return list(rows.values_list("procedure__field__name").annotate(n=Count("id")))
