"""Remove what nobody finished or used."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from tinhso.foundation.files import storage
from tinhso.foundation.files.models import StoredFile, Upload
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor

LOOSE_LIFE = timedelta(days=30)
_AT_ONCE = 500


def sweep() -> int:
    """Forget expired uploads and files that belong to nothing for 30 days; the number removed."""
    moment = real_now()
    removed = 0
    for upload in Upload.objects.filter(expires_at__lt=moment)[:_AT_ONCE]:
        storage.part_path(upload.id).unlink(missing_ok=True)
        upload.delete()
        removed += 1
    old = StoredFile.objects.filter(subject_kind="", stored_at__lt=moment - LOOSE_LIFE)
    for stored in old[:_AT_ONCE]:
        _forget(stored)
        removed += 1
    return removed


def _forget(stored: StoredFile) -> None:
    with transaction.atomic():
        record(Actor.system("files"), "file.forget", Subject("file", stored.id), {"size": stored.size})
        sha256, ident = stored.sha256, stored.id
        stored.delete()
        shared = StoredFile.objects.filter(sha256=sha256, state="ok").exclude(id=ident).exists()
    if not shared:
        storage.content_path(sha256).unlink(missing_ok=True)
