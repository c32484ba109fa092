"""Which agency receives what, how complete it is made public and what was announced, as facts beside those of dossiers.

Read from the door of procedures when something was said of a procedure, at the first run of a day, and each night. A
state that ends keeps its row with its end, so that an earlier period still finds what held then; for what held before
the platform looked for the first time only what still holds is known, from the day since when it holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from tinhso.foundation.worktime.api import day_bounds, now, today
from tinhso.government.indices.actions.turns import take_turns
from tinhso.government.indices.models import Fact, FactHistory, FactReader
from tinhso.government.indices.models.fact import ANNOUNCEMENT, SERVICE
from tinhso.government.procedures import api as procedures

_READER = "service"
_SPACE = UUID("6f0b6d0c-6d2e-5a2b-9f43-76600c0ffee1")
_KEPT = [one.attname for one in Fact._meta.concrete_fields]


def refresh_services(*, always: bool = False) -> int:
    """Bring the facts of services and announcements up to now; how many changed. Bears being done twice."""
    with transaction.atomic():
        take_turns()
        reader, _fresh = FactReader.objects.get_or_create(kind=_READER, defaults={"entry_id": _SPACE})
        reader = FactReader.objects.select_for_update().get(kind=_READER)
        state = uuid5(_SPACE, f"{today()} {procedures.newest_word()}")
        changed = 0
        if always or state != reader.entry_id:
            changed = _services() + _announcements()
            reader.entry_id = state
        reader.read_at = now()
        reader.save()
    return changed


def _services() -> int:
    moment, day = now(), today()
    open_rows = {(one.agency_id, one.procedure_code): one for one in _of(SERVICE).filter(finish_at=None)}
    seen = set(_of(SERVICE).values_list("agency_id", "procedure_code"))
    fresh: list[Fact] = []
    ended: list[Fact] = []
    for one in procedures.services(day):
        known = open_rows.pop((one.agency_id, one.code), None)
        said = {
            "unit_code": one.unit_code,
            "field_code": one.field_key,
            "online": one.online,
            "complete": one.complete,
            "offered": one.offered,
        }
        if known is not None and all(getattr(known, name) == value for name, value in said.items()):
            continue
        if known is not None:
            ended.append(known)
        # What was never seen holds since the day that it names; a change holds from the moment it was seen.
        first = (one.agency_id, one.code) not in seen
        since = min(day_bounds(one.since)[0], moment) if first else moment
        fresh.append(_fact(uuid5(_SPACE, f"{one.agency_id} {one.code} {since}"), SERVICE, one.agency_id, one.code, moment,
                           received_at=since, **said))  # fmt: skip
    ended += open_rows.values()
    _keep(ended, moment)
    for row in ended:
        row.finish_at, row.known_from = moment, moment
    Fact.objects.bulk_update(ended, ["finish_at", "known_from"], batch_size=500)
    Fact.objects.bulk_create(fresh, batch_size=1000)
    return len(fresh) + len(ended)


def _announcements() -> int:
    moment = now()
    known = {one.pk: one for one in _of(ANNOUNCEMENT)}
    fresh, changed = [], []
    for one in procedures.announcements():
        # Days alone are known: a decision of the last day in time is in time.
        made = day_bounds(one.decided_on)[0]
        wanted = _fact(one.id, ANNOUNCEMENT, one.agency_id, one.code, moment, unit_code=one.unit_code,
                       field_code=one.field_key, received_at=made, finish_at=made, complete=one.deadline is not None,
                       due_at=day_bounds(one.deadline)[0] if one.deadline else None)  # fmt: skip
        before = known.pop(one.id, None)
        if before is None:
            fresh.append(wanted)
        elif any(getattr(before, name) != getattr(wanted, name) for name in _KEPT if name != "known_from"):
            changed.append((before, wanted))
    # A decision that another word took the place of: what was known of it stays in the history.
    gone = list(known.values())
    _keep([*gone, *(before for before, _wanted in changed)], moment)
    Fact.objects.filter(pk__in=[one.pk for one in gone]).delete()
    for _before, wanted in changed:
        wanted.save(force_update=True)
    Fact.objects.bulk_create(fresh, batch_size=1000)
    return len(fresh) + len(changed) + len(gone)


def _of(kind: int):  # type: ignore[no-untyped-def]
    return Fact.objects.filter(kind=kind)


def _fact(subject_id: UUID, kind: int, agency_id: UUID, code: str, moment: datetime, **said: object) -> Fact:
    return Fact(
        subject_id=subject_id, kind=kind, agency_id=agency_id, procedure_code=code, known_from=moment, **said
    )


def _keep(rows: Iterable[Fact], moment: datetime) -> None:
    """What was known of them until now, into the history."""
    FactHistory.objects.bulk_create(
        (FactHistory(**{name: getattr(row, name) for name in _KEPT}, known_to=moment) for row in rows),
        batch_size=500,
    )
