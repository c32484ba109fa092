"""Take the bytes of a file away for good, because its object's room says that they may not be kept."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tinhso.foundation.files import storage
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.records.api import Subject, record
from tinhso.lib.actor import Actor

ERASED = "erased"


def erase(actor: Actor, file_id: UUID) -> None:
    """Keep the row without bytes and without its name, in the caller's transaction; doing it again changes nothing.

    The caller has checked the right and holds the reason. Equal bytes that another file is made of stay. Nothing on
    disk is touched before the transaction is committed.
    """
    stored = StoredFile.objects.select_for_update().filter(id=file_id, state="ok").first()
    if stored is None:
        return
    stored.state, stored.reason_code, stored.name, stored.pages = "refused", ERASED, "", None
    stored.save(update_fields=["state", "reason_code", "name", "pages"])
    record(actor, "file.erase", Subject("file", stored.id), {"size": stored.size})
    sha256 = stored.sha256
    transaction.on_commit(lambda: _remove(sha256))


def _remove(sha256: str) -> None:
    if not StoredFile.objects.filter(sha256=sha256, state="ok").exists():
        storage.content_path(sha256).unlink(missing_ok=True)
