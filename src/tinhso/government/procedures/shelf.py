"""The procedures in force of a day in their order, kept in memory: pages, counts and choices of thousands of them.

A list of an agency is a part of the shelf: it is narrowed and counted without asking the database again, and only
the fifty versions of a page are read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from tinhso.government.procedures import queries
from tinhso.government.procedures.models import Opening, ProcedureVersion
from tinhso.government.procedures.offering import Brief
from tinhso.lib.held import held_briefly, held_while
from tinhso.lib.text import fold

MOST_WORDS = 8
Place = tuple[str, str]


class Entry(NamedTuple):
    """What narrows and orders a list, of one version in force; `folded` is the title without diacritics."""

    sort_key: str
    code: str
    folded: str
    field: str
    field_key: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.sort_key, self.code


def _newest(model: type[ProcedureVersion] | type[Opening]) -> UUID | None:
    return model.objects.order_by("-id").values_list("id", flat=True).first()


@held_briefly
def newest_version() -> Hashable:
    """Changes with every new version: ids rise with time."""
    return _newest(ProcedureVersion)


@held_briefly
def newest_word() -> Hashable:
    """Changes with every new word about an opening, and with every new version."""
    return _newest(Opening), newest_version()


@held_while(newest_version)
def _shelf(on: date) -> tuple[Entry, ...]:
    rows = (
        queries.in_force(on)
        .order_by()
        .values_list(
            "sort_key",
            "procedure__code",
            "title_folded",
            "procedure__field__name",
            "procedure__field__sort_key",
        )
    )
    return tuple(sorted(Entry(*row) for row in rows))


def narrowed(codes: Collection[str], on: date, *, text: str = "", field: str = "") -> tuple[Entry, ...]:
    """The versions in force of these codes by words of the title or the code and by a field's name, in order."""
    words = fold(text[:100].replace("\x00", "")).split()[:MOST_WORDS]
    found = [one for one in _shelf(on) if one.code in codes]
    if field:
        found = [one for one in found if one.field == field]
    for word in words:
        found = [one for one in found if word in one.folded or one.code.startswith(word)]
    return tuple(found)


_COLUMNS = (
    "procedure__code", "title", "content__short_title", "procedure__field__name", "needs_opening",
    "content__online_level", "content__results",
)  # fmt: skip


def some(rows: Sequence[Entry], after: Place | None, limit: int, on: date) -> list[tuple[Place, Brief]]:
    """At most `limit` of the versions with their places, from the place `after` on; one query."""
    first = bisect_right(rows, after, key=lambda one: one.place) if after is not None else 0
    shown = rows[first : first + limit]
    found = queries.in_force(on).filter(procedure__code__in=[one.code for one in shown])
    briefs = {
        code: Brief(code, short or title, field, level or "none", not waiting, _papers(results))
        for code, title, short, field, waiting, level, results in found.values_list(*_COLUMNS)
    }
    return [(one.place, briefs[one.code]) for one in shown if one.code in briefs]


def _papers(results: list[dict[str, Any]] | None) -> tuple[str, ...]:
    """The names of the papers that a procedure ends with, but for those that say no."""
    return tuple(row["name"] for row in results or () if not row.get("refusal"))


def place_of(code: str, on: date) -> Place | None:
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
    keys = {one.field: one.field_key for one in _shelf(on)}
    counted = Counter([one.field for one in _shelf(on) if one.code in codes])
    return [(name, counted[name]) for name in sorted(counted, key=lambda one: (keys[one], one))]
