"""Lists of procedures for people who look for one: only what some agency receives that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures import openings
from tinhso.government.procedures.info import FieldInfo, LifeEventInfo, Listed
from tinhso.government.procedures.models import Field, ProcedureVersion
from tinhso.government.procedures.queries import every_life_event, in_force, life_event
from tinhso.government.procedures.shelf import newest_version
from tinhso.lib.held import held, held_while

# Only what a line shows: packages are large, and a list of thousands must not read them whole.
_COLUMNS = (
    "procedure__code", "title", "content__short_title", "procedure__field__name", "procedure__field__key",
    "content__purpose", "content__online_level",
)  # fmt: skip


def offered(on: date) -> QuerySet[ProcedureVersion]:
    """The versions in force on a day that at least one agency receives, in Vietnamese order."""
    return in_force(on).filter(openings.offered_somewhere(on)).order_by("sort_key", "procedure__code")


def _lines(rows: QuerySet[ProcedureVersion]) -> list[Listed]:
    """The lines of rows that were chosen, ordered and cut; contents are read of these alone, not of all sorted."""
    shown = ProcedureVersion.objects.filter(pk__in=rows.values("pk")).order_by("sort_key", "procedure__code")
    return [
        Listed(code, short or title, field, field_key, purpose or "", level or "none")
        for code, title, short, field, field_key, purpose, level in shown.values_list(*_COLUMNS)
    ]


def procedures(on: date | None = None, *, field: str = "", limit: int | None = None) -> list[Listed]:
    """The procedures that some agency receives that day in Vietnamese order, of one field or of all."""
    rows = offered(on or worktime.today())
    if field:
        rows = rows.filter(procedure__field__key=field)
    return _lines(rows[:limit])


def listed_page(
    on: date, *, field: str = "", after: tuple[str, str] = ("", ""), limit: int = 50
) -> tuple[list[Listed], str]:
    """Some procedures that are received that day, from the place `after`; and the code to go on from, or ""."""
    rows = offered(on)
    if field:
        rows = rows.filter(procedure__field__key=field)
    if after != ("", ""):
        rows = rows.filter(Q(sort_key__gt=after[0]) | Q(sort_key=after[0], procedure__code__gt=after[1]))
    found = _lines(rows[: limit + 1])
    return found[:limit], found[limit - 1].code if len(found) > limit else ""


def fields(on: date | None = None) -> list[FieldInfo]:
    """The fields of government that have procedures which some agency receives that day, with their number."""
    return list(_fields(on or worktime.today()))


@held
def _fields(day: date) -> tuple[FieldInfo, ...]:
    rows = in_force(day).filter(openings.offered_somewhere(day)).order_by().values("procedure__field")
    counted = dict(rows.annotate(number=Count("id")).values_list("procedure__field", "number"))
    every = Field.objects.filter(pk__in=counted)
    return tuple(FieldInfo(f.key, f.name, f.description, counted[f.pk]) for f in every)


def life_events(on: date | None = None) -> list[LifeEventInfo]:
    """The life events at which somebody can do something here that day, in the order of the folder."""
    return list(_life_events(on or worktime.today()))


@held
def _life_events(day: date) -> tuple[LifeEventInfo, ...]:
    codes = frozenset(offered(day).order_by().values_list("procedure__code", flat=True))
    named = _naming(day)
    return tuple(
        event
        for event in every_life_event()
        if not codes.isdisjoint((*event.codes, *named.get(event.key, ())))
    )


@held_while(newest_version)
def _naming(day: date) -> Mapping[str, tuple[str, ...]]:
    """The codes that name each life event in their own package: read of all contents once, not for every page."""
    found: dict[str, tuple[str, ...]] = {}
    for code, keys in in_force(day).order_by().values_list("procedure__code", "content__life_events"):
        for key in keys or ():
            found[key] = (*found.get(key, ()), code)
    return found


def by_life_event(key: str, on: date | None = None) -> list[Listed]:
    """What one needs at this event, in the event's own order. NotFound for an unknown event."""
    wanted = life_event(key).codes
    day = on or worktime.today()
    rows = offered(day).filter(procedure__code__in={*wanted, *_naming(day).get(key, ())})
    place = {code: number for number, code in enumerate(wanted)}
    return sorted(_lines(rows), key=lambda item: place.get(item.code, len(place)))
