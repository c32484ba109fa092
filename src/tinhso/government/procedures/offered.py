"""What one agency offers: sets of codes of a day. Quick with thousands of procedures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg

from tinhso.government.procedures import competence, queries, succession
from tinhso.government.procedures.models import Opening
from tinhso.government.procedures.openings import holding
from tinhso.government.procedures.rules import online
from tinhso.government.procedures.rules.content import Authority, rules_of
from tinhso.government.procedures.shelf import newest_version, newest_word
from tinhso.lib.held import held_while


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
    able, (opened, closed) = competence_of(agency_id, on), _said(agency_id, on)
    return (able.by_hand | (able.waiting & opened)) - closed


@held_while(newest_word)
def _said(agency_id: UUID, on: date) -> tuple[frozenset[str], frozenset[str]]:
    """(opened, closed) codes by the words of an agency and of those that it continues."""
    heirs_of = succession.before(agency_id, on)
    rows = Opening.objects.filter(holding(on), agency_id__in=[agency_id, *heirs_of])
    stated: dict[UUID, dict[bool, set[str]]] = {}
    for agency, code, is_open in rows.order_by().values_list("agency_id", "procedure__code", "open"):
        stated.setdefault(agency, {}).setdefault(is_open, set()).add(code)
    opened, closed = succession.codes(stated.get(agency_id, {}), [stated.get(one, {}) for one in heirs_of])
    return frozenset(opened), frozenset(closed)


@held_while(newest_word)
def online_services(agency_id: UUID, on: date) -> tuple[int, int]:
    """(services that take filings online, all that the agency receives) on a day, as `openings.offers` says of each.

    Levels alone are read: an agency with thousands of services is counted without reading what they are.
    """
    codes = open_codes(agency_id, on)
    rows = Opening.objects.filter(
        holding(on), open=True, agency_id__in=[agency_id, *succession.before(agency_id, on)]
    )
    # An own word counts before one that passes on, of several of these the latest and furthest.
    said: dict[str, tuple[bool, date, int]] = {}
    for agency, code, level, since in rows.order_by().values_list(
        "agency_id", "procedure__code", "level", "valid_from"
    ):
        word = (agency == agency_id, since, online.PRESENT.index(online.filing(level)))
        said[code] = max(said.get(code, word), word)
    by_hand = queries.in_force(on).filter(procedure__code__in=codes - said.keys()).order_by()
    plain = [level or "none" for level in by_hand.values_list("content__online_level", flat=True)]
    takes = sum(1 for code in codes & said.keys() if said[code][2] > 0)
    return takes + sum(1 for level in plain if level != "none"), len(codes)


@held_while(newest_word)
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


@held_while(newest_version)
def _competences(on: date) -> dict[UUID, Competence]:
    """Of every agency. One query for all versions; each kind of authority is looked up once."""
    found: dict[UUID, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    known: dict[tuple[str, str, str], list[UUID]] = {}
    rows = queries.in_force(on).values_list(
        "procedure__code", "needs_opening", "authority", "procedure__field__name"
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
