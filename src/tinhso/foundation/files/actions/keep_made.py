"""Keep a file that the platform made itself: nothing of it came from outside, so nothing is asked of a checker."""

from __future__ import annotations

from hashlib import sha256

from tinhso.foundation.files import storage
from tinhso.foundation.files.actions.finish import keep
from tinhso.foundation.files.inspecting.verdict import Verdict
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.files.rules.names import clean_name
from tinhso.foundation.records.api import Subject
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id


def keep_made(
    actor: Actor, name: str, data: bytes, subject: Subject, *, pages: int, kind: str = "pdf"
) -> StoredFile:
    """Keep bytes of ours by content, attached at once to `subject`, in the running transaction.

    It is nobody's own (no quota, no owner): who reads it is the subject's rule. `kind`: a key of the known types.
    """
    part = storage.part_path(new_id())
    part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        part.write_bytes(data)
        stored = keep(actor, clean_name(name), part, sha256(data).hexdigest(), Verdict(kind, pages=pages))
    finally:
        part.unlink(missing_ok=True)
    stored.owner_id, stored.subject_kind, stored.subject_id = None, subject.kind, str(subject.id)
    stored.save(update_fields=["owner_id", "subject_kind", "subject_id"])
    return stored
