"""The log of acts: the only door to it.

    record(actor, "dossier.accept", Subject("dossier", id), {"state": 2}, {"owner": "Nguyễn Văn An"})

Facts are references (codes, ids, dates, numbers): free text, personal keys and anything like a citizen
ID raise `NotAReference`. Personal values go into `digests` as they are and are stored salted.
"""

from __future__ import annotations

from typing import Any, cast

from tinhso.foundation.records.actions import salting
from tinhso.foundation.records.actions.act import act
from tinhso.foundation.records.actions.append import STAMP, append, begin
from tinhso.foundation.records.actions.look_once import look_once
from tinhso.foundation.records.actions.salting import digest
from tinhso.foundation.records.actions.seal import seal
from tinhso.foundation.records.keys import published_keys, sealing_key, signed_by
from tinhso.foundation.records.models import Event, Look
from tinhso.foundation.records.queries import (
    Committed,
    Place,
    committed_after,
    history,
    looks,
    looks_at_any,
)
from tinhso.foundation.records.rules.entry import entry_bytes
from tinhso.foundation.records.rules.facts import NotAReference
from tinhso.foundation.records.subject import Subject
from tinhso.foundation.records.verifying.report import Fault, Report
from tinhso.foundation.records.verifying.verify import verify
from tinhso.lib.actor import Actor

__all__ = [
    "STAMP",
    "Committed",
    "Event",
    "Fault",
    "Look",
    "NotAReference",
    "Place",
    "Report",
    "Subject",
    "act",
    "begin",
    "committed_after",
    "digest",
    "entry_bytes",
    "erase",
    "history",
    "look_once",
    "looks",
    "looks_at_any",
    "matches",
    "published_keys",
    "record",
    "record_attempt",
    "record_look",
    "seal",
    "sealing_key",
    "signed_by",
    "verify",
]


def record(
    actor: Actor,
    verb: str,
    subject: Subject,
    facts: dict[str, Any] | None = None,
    digests: dict[str, Any] | None = None,
) -> Event:
    """Record an act in the transaction of its change. `verb` is `<kind>.<verb>`, e.g. dossier.accept."""
    return cast(Event, append("event", actor, verb, subject, facts, digests))


def record_attempt(actor: Actor, verb: str, subject: Subject, code: str) -> Event:
    """Record that an act was refused with `code`; call it after the refused transaction ended."""
    return cast(Event, append("event", actor, verb, subject, {"code": code}, outcome="refused"))


def record_look(actor: Actor, subject: Subject, what: str) -> Look:
    """Record that the actor looked at personal data; `what` is a key such as citizen_id or papers."""
    return cast(Look, append("look", actor, "look", subject, {"what": what}))


def matches(event: Event | Look, key: str, value: Any) -> bool:
    """True when the entry's digest `key` is of this value; never again once its salt was erased."""
    return salting.matches(event.subject_kind, event.subject_id, event.digests, key, value)


def erase(subject: Subject) -> bool:
    """Make every digest of an object unprovable for ever (right to erasure). Chains and seals hold."""
    return salting.erase(subject.kind, str(subject.id))
