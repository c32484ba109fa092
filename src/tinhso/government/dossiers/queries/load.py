"""The load of centres, desks and people: every figure carries the filter that lists its dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from tinhso.foundation.organisation.api import children
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import access
from tinhso.government.dossiers.queries.boards import Figure
from tinhso.government.dossiers.queries.filters import Filter
from tinhso.government.dossiers.queries.open_work import (
    FIGURES,
    NOBODY,
    RECKONED,
    Done,
    Work,
    done_work,
    falls_under,
    open_work,
    reckoned,
)
from tinhso.lib.actor import Actor

# An agency, a role in it, a person in that role: as far as they are told.
Key = tuple[str, ...]
Sets = dict[str, dict[Key, set[str]]]
PLAIN = ("today", "overdue", "tomorrow")


@dataclass(frozen=True)
class LoadLine:
    """The figures of an agency, of a role in it (a desk, a division), or of a person in a role.

    `account` is `NOBODY` for work that nobody took. A figure is None where no pace is known.
    """

    agency: UUID
    role: str
    account: str
    figures: dict[str, Figure | None]


@dataclass(frozen=True)
class Load:
    """Totals, and the same figures by agency, by desk and by person."""

    total: dict[str, Figure | None]
    agencies: list[LoadLine]
    desks: list[LoadLine]
    people: list[LoadLine]


def load(actor: Actor, agency_id: UUID | None = None) -> Load:
    """What is open in the agencies that the actor leads, or in the whole province for who monitors it.

    `agency_id` narrows to one of them. All is read in one snapshot, so that parts and totals agree.
    """
    if connection.in_atomic_block:
        return _load(actor, agency_id)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return _load(actor, agency_id)


def led_by(actor: Actor) -> set[UUID] | None:
    """The agencies whose load the actor sees: their own and those below it; None: every one."""
    if actor.has(*access.SEES_ALL):
        return None
    if actor.agency_id is None:
        return set()
    return {actor.agency_id, *(one.id for one in children(actor.agency_id, today()))}


def _load(actor: Actor, agency_id: UUID | None) -> Load:
    rows, places = access.visible(actor), led_by(actor)
    if agency_id is not None:
        places = {agency_id} if places is None else places & {agency_id}
    works, done = open_work(rows, places), done_work(rows, places)
    parts = {"open": works, **{name: list(filter(falls_under(name), works)) for name in PLAIN}}
    parts |= {name: reckoned(name, works, done) for name in RECKONED}
    found: Sets = {name: _held(works) for name, works in parts.items()}
    found["done"] = _gathered(done)
    keys = {key for name in FIGURES for key in found[name]} - {()}
    # Whose pace is known: desks that finished something, and whatever such a desk belongs to.
    paced: set[Key] = {key[:part] for key in found["done"] if len(key) == 2 for part in range(3)}
    everywhere = sorted({key[0] for key in keys})
    lines = [_line(key, found, paced) for key in keys]
    return Load(
        total=_figures((",".join(everywhere),), found, paced, ()),
        agencies=[one for one in lines if not one.role],
        desks=[one for one in lines if one.role and not one.account],
        people=[one for one in lines if one.account],
    )


def _gathered(rows: Iterable[Done]) -> dict[Key, set[str]]:
    """The dossiers of (agency, role, account, dossiers) by person, then by desk, by agency and all in all."""
    people: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    for agency, role, account, dossiers in rows:
        people[agency, role, account].update(dossiers)
    return _by_place(people)


def _held(works: Iterable[Work]) -> dict[Key, set[str]]:
    """The same of open steps, which are one dossier each."""
    people: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    for one in works:
        people[one.agency, one.role, one.account].add(one.dossier)
    return _by_place(people)


def _by_place(people: dict[tuple[str, str, str | None], set[str]]) -> dict[Key, set[str]]:
    sets: dict[Key, set[str]] = defaultdict(set)
    for (agency, role, account), every in people.items():
        for key in ((), (agency,), (agency, role), (agency, role, account or NOBODY)):
            sets[key] |= every
    return sets


def _line(key: Key, found: Sets, paced: set[Key]) -> LoadLine:
    agency, role, account = (*key, "", "")[:3]
    return LoadLine(UUID(agency), role, account, _figures((agency, role, account), found, paced, key))


def _figures(lane: Key, found: Sets, paced: set[Key], key: Key) -> dict[str, Figure | None]:
    agency, role, account = (*lane, "", "")[:3]
    figures: dict[str, Figure | None] = {}
    for name in FIGURES:
        wanted = Filter(load=name, step_agency=agency, step_role=role, step_account=account)
        figures[name] = Figure(name, len(found[name].get(key, ())), wanted)
    if key[:2] not in paced:
        figures["pace"] = None
    return figures
