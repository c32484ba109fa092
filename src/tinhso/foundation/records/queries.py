"""Reading the log: what happened to an object, and who looked at it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from tinhso.foundation.records.models import Event, Look
from tinhso.foundation.records.subject import Subject


def history(subject: Subject, limit: int = 500) -> Sequence[Event]:
    """The acts on an object, oldest first; at most the newest `limit`. Refused attempts are among them."""
    rows = Event.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id))
    return list(rows.order_by("-sequence")[:limit])[::-1]


def looks(subject: Subject, limit: int = 500) -> Sequence[Look]:
    """The looks at an object's personal data, newest first."""
    rows = Look.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id))
    return list(rows.order_by("-sequence")[:limit])


def looks_at_any(subjects: Iterable[Subject], limit: int = 500) -> Sequence[Look]:
    """The looks at any of these objects, newest first."""
    kinds: dict[str, list[str]] = {}
    for subject in subjects:
        kinds.setdefault(subject.kind, []).append(str(subject.id))
    if not kinds:
        return []
    wanted = Q()
    for kind, ids in kinds.items():
        wanted |= Q(subject_kind=kind, subject_id__in=ids)
    return list(Look.objects.filter(wanted).order_by("-recorded_at", "-id")[:limit])


_FIRST = UUID(int=0)


@dataclass(frozen=True)
class Place:
    """How far a reader of the log has come: everything up to this entry was read. The first is `Place()`."""

    epoch: int = 0
    txid: int = 0
    id: UUID = _FIRST


# An epoch of another server or timeline grows no more, whatever this server's transaction numbers are.
_NEXT = """
SELECT v.id, v.world_at, v.verb, v.outcome, v.actor_kind, v.account_id, v.capacity_id, v.agency_id, v.subject_id,
       v.sequence, v.facts, v.epoch, v.txid::text::bigint
FROM records_event v JOIN records_epoch e ON e.number = v.epoch
WHERE (v.epoch, v.txid, v.id) > (%s, %s::xid8, %s) AND v.subject_kind = %s
  AND (v.txid < %s::xid8
       OR e.system_identifier <> (SELECT system_identifier::text FROM pg_control_system())
       OR e.timeline <> (SELECT timeline_id FROM pg_control_checkpoint()))
ORDER BY v.epoch, v.txid, v.id LIMIT %s
"""


@dataclass(frozen=True)
class Committed:
    """One act as a reader of the log sees it, with its place."""

    id: UUID
    world_at: datetime
    verb: str
    outcome: str
    actor_kind: str
    account_id: UUID | None
    capacity_id: UUID | None
    agency_id: UUID | None
    subject_id: str
    sequence: int
    facts: dict[str, Any]
    place: Place


def committed_after(place: Place, subject_kind: str, limit: int = 500) -> Sequence[Committed]:
    """The acts on objects of a kind after a place, in an order in which none can appear later before another.

    Only what lies below the transaction horizon is told: a transaction that began early and commits late is still
    above it, so a reader that keeps the place of the last act it read misses nothing and reads nothing twice.
    The horizon is asked for first, in a statement of its own: one newer than what the reading statement sees
    would let it pass over an act committed between the two.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT records_horizon()::text")
        horizon = cursor.fetchone()[0]
        cursor.execute(_NEXT, [place.epoch, str(place.txid), place.id, subject_kind, horizon, limit])
        rows = cursor.fetchall()
    return [_committed(row) for row in rows]


def _committed(row: tuple[Any, ...]) -> Committed:
    ident, world_at, verb, outcome, kind, account, capacity, agency, subject, sequence, facts, epoch, txid = (
        row
    )
    return Committed(
        id=ident,
        world_at=world_at,
        verb=verb,
        outcome=outcome,
        actor_kind=kind,
        account_id=account,
        capacity_id=capacity,
        agency_id=agency,
        subject_id=subject,
        sequence=sequence,
        facts=_facts(facts),
        place=Place(epoch, txid, ident),
    )


def _facts(raw: Any) -> dict[str, Any]:
    return dict(json.loads(raw) if isinstance(raw, str) else raw)
