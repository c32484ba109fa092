"""What an agency could open: procedures in force for which it is competent, and entries that have no version yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import merge

from django.db.models import Count, Q, QuerySet

from tinhso.government.catalogue import queries
from tinhso.government.catalogue.info import Filter
from tinhso.government.catalogue.models import CatalogueEntry
from tinhso.government.procedures import api as procedures
from tinhso.lib.text import sort_key

Place = tuple[str, str]
STATES = ("open", "closed")


@dataclass(frozen=True)
class Asked:
    """What narrows the list; `state` open, closed or empty."""

    text: str = ""
    field: str = ""
    state: str = ""


@dataclass(frozen=True)
class Line:
    """One procedure at an agency; `imported`: an entry that opening would first publish."""

    code: str
    title: str
    field: str
    imported: bool


def lines(
    agency: procedures.AgencyInfo, asked: Asked, on: date, after: str, limit: int
) -> tuple[list[Line], str]:
    """A page in Vietnamese order, and the code after which the next one begins ("" after the last)."""
    place = _place(after, on)
    versions = [
        (where, Line(version.code, version.title, version.field_name, imported=False))
        for where, version in procedures.some(_versions(agency, asked, on), place, limit + 1, on)
    ]
    found: list[tuple[Place, Line]] = list(versions)
    if asked.state != "open":
        rows = _entries(agency, asked, on)
        if place is not None:
            rows = rows.filter(Q(sort_key__gt=place[0]) | Q(sort_key=place[0], code__gt=place[1]))
        entries = [
            ((row.sort_key, row.code), Line(row.code, row.title, row.field, imported=True))
            for row in rows.only("code", "title", "sort_key", "field")[: limit + 1]
        ]
        found = list(merge(versions, entries, key=lambda pair: pair[0]))
    page = [line for _place_of, line in found[:limit]]
    return page, page[-1].code if len(found) > limit else ""


@dataclass(frozen=True)
class Numbers:
    """How many lines there are, how many of them are not open, and the fields to choose from with theirs."""

    count: int
    waiting: int
    fields: list[tuple[str, str]]


def numbers(agency: procedures.AgencyInfo, asked: Asked, on: date) -> Numbers:
    """The three numbers of a page; entries are compared with what is in force once for all of them."""
    rows = _entries(agency, Asked(), on).order_by().values_list("field")
    by_field = {name: many for name, many in rows.annotate(n=Count("pk"))}
    counts = dict(procedures.fields_of(procedures.competence_of(agency.id, on).every, on))
    for name, many in by_field.items():
        counts[name] = counts.get(name, 0) + many
    told = [(name, f"{name} ({counts[name]})") for name in sorted(counts, key=sort_key)]
    count = len(_versions(agency, asked, on))
    if asked.state == "open":
        return Numbers(count, 0, told)
    narrowed = asked.text or asked.field
    entries = _entries(agency, asked, on).count() if narrowed else sum(by_field.values())
    closed = len(_versions(agency, replace(asked, state="closed"), on))
    return Numbers(count + entries, closed + entries, told)


def codes(agency: procedures.AgencyInfo, asked: Asked, on: date) -> list[str]:
    """The codes of all lines, for opening them at once."""
    found = [one.code for one in _versions(agency, asked, on)]
    return (
        found
        if asked.state == "open"
        else [*found, *_entries(agency, asked, on).values_list("code", flat=True)]
    )


def parts(agency: procedures.AgencyInfo, asked: Asked, on: date) -> list[tuple[str, list[str]]]:
    """The codes of all lines by their field, in Vietnamese order: what is opened at once is chosen by field."""
    found: dict[str, list[str]] = {}
    rows = [(one.field, one.code) for one in _versions(agency, asked, on)]
    if asked.state != "open":
        rows += _entries(agency, asked, on).values_list("field", "code")
    for name, code in rows:
        found.setdefault(name, []).append(code)
    return sorted(found.items(), key=lambda part: sort_key(part[0]))


def _versions(agency: procedures.AgencyInfo, asked: Asked, on: date) -> Sequence[procedures.Entry]:
    able = procedures.competence_of(agency.id, on).every
    opened = procedures.open_codes(agency.id, on) if asked.state else frozenset()
    wanted = able & opened if asked.state == "open" else able - opened if asked.state == "closed" else able
    return procedures.narrowed(wanted, on, text=asked.text, field=asked.field)


def _entries(agency: procedures.AgencyInfo, asked: Asked, on: date) -> QuerySet[CatalogueEntry]:
    wanted = Filter(text=asked.text, field=asked.field, level=agency.level, vanished=False)
    # Compared where both lie: thousands of codes are not carried to and fro for each count.
    return queries.narrowed(wanted).exclude(code__in=procedures.codes_in_force(on))


def _place(code: str, on: date) -> Place | None:
    if not code:
        return None
    found = procedures.place_of(code, on)
    if found is not None:
        return found
    key = (
        queries.known_on(on)
        .filter(code=code[:40].replace("\x00", ""))
        .values_list("sort_key", flat=True)
        .first()
    )
    return (key, code) if key is not None else None
