"""Reads of files."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import storage
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.records.api import Subject
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound


def get_file(file_id: UUID) -> StoredFile:
    """The file's row, without any check of rights. Raises NotFound."""
    stored = StoredFile.objects.filter(id=file_id).first()
    if stored is None:
        raise NotFound("files.not_found", _("Không tìm thấy tệp này."))
    return stored


def own_files(actor: Actor, ids: list[UUID]) -> list[StoredFile]:
    """Those of the files that the actor handed in, in the order asked."""
    found = {f.id: f for f in StoredFile.objects.filter(id__in=ids, owner_id=actor.account_id or UUID(int=0))}
    return [found[i] for i in ids if i in found]


def files_of(subject: Subject) -> list[StoredFile]:
    """The files that belong to an object, oldest first."""
    return list(
        StoredFile.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id)).order_by(
            "stored_at", "id"
        )
    )


def open_file(file_id: UUID) -> BinaryIO:
    """The bytes of a kept file, opened for reading. The caller has checked the right and closes it."""
    stored = get_file(file_id)
    try:
        return storage.content_path(stored.sha256).open("rb")
    except FileNotFoundError:
        raise NotFound("files.not_found", _("Không tìm thấy tệp này.")) from None
