"""Appending to a stream: the chain head of the object is locked, so chains never fork."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection, transaction

from tinhso.foundation.records.actions.salting import salted
from tinhso.foundation.records.models import Event, Look
from tinhso.foundation.records.rules.entry import GENESIS, entry_hash
from tinhso.foundation.records.rules.facts import NotAReference, references
from tinhso.foundation.records.subject import Subject
from tinhso.foundation.worktime.api import now, real_now
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id

MODELS: dict[str, type[Event] | type[Look]] = {"event": Event, "look": Look}

_LOCK = """
INSERT INTO records_chainhead AS head (stream, subject_kind, subject_id, sequence, hash)
VALUES (%s, %s, %s, 1, %s)
ON CONFLICT (stream, subject_kind, subject_id) DO UPDATE SET sequence = head.sequence + 1
RETURNING sequence, hash, (SELECT row(epoch, txid)::text FROM records_stamp())
"""
_COLUMNS = (
    "id, recorded_at, world_at, actor_kind, actor_part, account_id, capacity_id, agency_id, verb, outcome,"
    " subject_kind, subject_id, sequence, facts, digests, epoch, txid, prev_hash, hash"
)


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
    kind, ident = subject.kind, str(subject.id)
    if len(ident) == 12 and ident.isdigit():
        raise NotAReference("a subject is named by its own id, never by a citizen ID")
    plain = references(facts or {})
    with transaction.atomic(savepoint=False):
        sealed = salted(kind, ident, digests) if digests else {}
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [stream, kind, ident, GENESIS])
            sequence, prev, stamp = cursor.fetchone()
            epoch, txid = stamp.strip("()").split(",")
            entry: dict[str, Any] = {
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
                "subject_kind": kind,
                "subject_id": ident,
                "sequence": sequence,
                "facts": plain,
                "digests": sealed,
                "epoch": int(epoch),
                "txid": int(txid),
            }
            entry["prev_hash"] = bytes(prev)
            entry["hash"] = entry_hash(stream, entry, entry["prev_hash"])
            _insert(cursor, stream, entry)
    return MODELS[stream](**entry)


def _insert(cursor: Any, stream: str, entry: dict[str, Any]) -> None:
    """The entry and the new head in one statement."""
    values = [
        json.dumps(v) if k in ("facts", "digests") else str(v) if k == "txid" else v for k, v in entry.items()
    ]
    marks = ", ".join("%s::xid8" if name == "txid" else "%s" for name in entry)
    cursor.execute(
        f"WITH new AS (INSERT INTO records_{stream} ({_COLUMNS}) VALUES ({marks})"  # noqa: S608 our own names
        " RETURNING subject_kind, subject_id, hash)"
        " UPDATE records_chainhead h SET hash = new.hash FROM new WHERE h.stream = %s"
        " AND h.subject_kind = new.subject_kind AND h.subject_id = new.subject_id",
        [*values, stream],
    )
