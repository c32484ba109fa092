"""Appending to a stream: the chain head of the object is locked, so chains never fork."""

from __future__ import annotations

import json
import os
from typing import Any

from django.db import models, transaction

from tinhso.foundation.records.actions.salting import digest, salted
from tinhso.foundation.records.models import ChainHead, Event, Look, Salt
from tinhso.foundation.records.rules.entry import GENESIS, entry_hash
from tinhso.foundation.records.rules.facts import NotAReference, references
from tinhso.foundation.records.subject import Subject
from tinhso.foundation.worktime.api import now, real_now
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id
from tinhso.lib.prepared import prepared

MODELS: dict[str, type[Event] | type[Look]] = {"event": Event, "look": Look}

# An expression: the running transaction's place in the life of the database.
STAMP = "(SELECT row(epoch, txid)::text FROM records_stamp())"
_LOCK = f"""
INSERT INTO records_chainhead AS head (stream, subject_kind, subject_id, sequence, hash)
VALUES (%s, %s, %s, 1, %s)
ON CONFLICT (stream, subject_kind, subject_id) DO UPDATE SET sequence = head.sequence + 1
RETURNING sequence, hash, {STAMP}
"""  # noqa: S608 our own words


def append(
    stream: str,
    actor: Actor,
    verb: str,
    subject: Subject,
    facts: dict[str, Any] | None = None,
    digests: dict[str, Any] | None = None,
    outcome: str = "done",
) -> Event | Look:
    """Write one entry in the running transaction (one is opened when there is none).

    The object's chain stays locked until that transaction ends.
    """
    kind, ident = _named(subject)
    plain = references(facts or {})
    with transaction.atomic(savepoint=False):
        sealed = salted(kind, ident, digests) if digests else {}
        with prepared() as cursor:
            cursor.execute(_LOCK, [stream, kind, ident, GENESIS])
            sequence, prev, stamp = cursor.fetchone()
            entry = _entry(actor, verb, outcome, (kind, ident), plain, sealed)
            _chain(stream, entry, sequence, bytes(prev), stamp)
            _insert(cursor, stream, entry)
    return MODELS[stream](**entry)


def begin(
    actor: Actor,
    verb: str,
    subject: Subject,
    facts: dict[str, Any] | None = None,
    digests: dict[str, Any] | None = None,
    stamp: str = "",
) -> list[models.Model]:
    """The first event of an object that begins in the running transaction: entry, head and salt, to be written.

    The caller writes them in the same transaction, together with the object. An object that has a chain already
    is refused by the head's unique key. `stamp`: what `STAMP` gave in this transaction, where it was asked along with
    something else.
    """
    kind, ident = _named(subject)
    plain = references(facts or {})
    rows: list[models.Model] = []
    sealed = {}
    if digests:
        salt = os.urandom(32)
        rows.append(Salt(subject_kind=kind, subject_id=ident, salt=salt))
        sealed = {key: digest(salt, key, value) for key, value in digests.items()}
    if not stamp:
        with prepared() as cursor:
            cursor.execute(f"SELECT {STAMP}")
            (stamp,) = cursor.fetchone()
    entry = _entry(actor, verb, "done", (kind, ident), plain, sealed)
    _chain("event", entry, 1, GENESIS, stamp)
    head = ChainHead(stream="event", subject_kind=kind, subject_id=ident, sequence=1, hash=entry["hash"])
    return [*rows, head, Event(**entry)]


def _named(subject: Subject) -> tuple[str, str]:
    ident = str(subject.id)
    if len(ident) == 12 and ident.isdigit():
        raise NotAReference("a subject is named by its own id, never by a citizen ID")
    return subject.kind, ident


def _entry(
    actor: Actor,
    verb: str,
    outcome: str,
    subject: tuple[str, str],
    facts: dict[str, Any],
    digests: dict[str, str],
) -> dict[str, Any]:
    """Everything of an entry but its place in the chain and in the database's life."""
    return {
        "id": new_id(),
        "recorded_at": real_now(),
        "world_at": now(),
        "actor_kind": actor.kind,
        "actor_part": actor.label if actor.kind == "system" else "",
        "account_id": actor.account_id,
        "capacity_id": actor.capacity_id,
        "agency_id": actor.agency_id,
        "verb": verb,
        "outcome": outcome,
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "facts": facts,
        "digests": digests,
    }


def _chain(stream: str, entry: dict[str, Any], sequence: int, prev: bytes, stamp: str) -> None:
    """Put the entry at its place: after `prev`, in the epoch and transaction of `stamp`."""
    epoch, txid = stamp.strip("()").split(",")
    entry |= {"sequence": sequence, "epoch": int(epoch), "txid": int(txid), "prev_hash": prev}
    entry["hash"] = entry_hash(stream, entry, prev)


def _insert(cursor: Any, stream: str, entry: dict[str, Any]) -> None:
    """The entry and the new head in one statement."""
    values = [
        json.dumps(v) if k in ("facts", "digests") else str(v) if type(v) is int else v
        for k, v in entry.items()
    ]
    names, marks = ", ".join(entry), ", ".join(["%s"] * len(entry))
    cursor.execute(
        f"WITH new AS (INSERT INTO records_{stream} ({names}) VALUES ({marks})"  # noqa: S608 our own names
        " RETURNING subject_kind, subject_id, hash)"
        " UPDATE records_chainhead h SET hash = new.hash FROM new WHERE h.stream = %s"
        " AND h.subject_kind = new.subject_kind AND h.subject_id = new.subject_id",
        [*values, stream],
    )
