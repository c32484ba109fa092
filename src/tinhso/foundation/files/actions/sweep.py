"""Remove what nobody finished or used."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from tinhso.foundation.files import storage
from tinhso.foundation.files.models import StoredFile, Upload
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor

LOOSE_LIFE = timedelta(days=30)
ASIDE_LIFE = timedelta(days=2)
_AT_ONCE = 500


def sweep() -> int:
    """Forget expired uploads and files that belong to nothing; the number removed.

    A file of an account is kept for 30 days, one that was set aside for a visitor for two.
    """
    moment = real_now()
    removed = 0
    for upload in Upload.objects.filter(expires_at__lt=moment)[:_AT_ONCE]:
        storage.part_path(upload.id).unlink(missing_ok=True)
        upload.delete()
        removed += 1
    aged = Q(stored_at__lt=moment - LOOSE_LIFE) | Q(owner_id=None, stored_at__lt=moment - ASIDE_LIFE)
    old = StoredFile.objects.filter(aged, subject_kind="")
    for stored in old[:_AT_ONCE]:
        forget(stored)
        removed += 1
    return removed + _old_slots()


def _old_slots() -> int:
    """Lock files of an earlier way of naming them, one for every visitor."""
    gone = 0
    for path in (storage.root() / "slots").glob("*"):
        if any(len(part) > 8 for part in path.name.split("-")):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def forget(stored: StoredFile) -> None:
    """Remove a file that belongs to nothing: its row, and its bytes where no equal file has them."""
    with transaction.atomic():
        record(Actor.system("files"), "file.forget", Subject("file", stored.id), {"size": stored.size})
        sha256, ident = stored.sha256, stored.id
        stored.delete()
        shared = StoredFile.objects.filter(sha256=sha256, state="ok").exclude(id=ident).exists()
    if not shared:
        storage.content_path(sha256).unlink(missing_ok=True)
