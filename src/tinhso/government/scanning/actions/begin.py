"""A batch of files that an officer hands in."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.files.api import StoredFile
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.access import KIND, desk_of
from tinhso.government.scanning.actions._jobs import queue_reading
from tinhso.government.scanning.models import Batch, BatchFile
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Invalid

MOST_FILES = 100
KINDS = ("application/pdf", "image/jpeg", "image/png")


@act("scan.begin")
def begin_batch(actor: Actor, file_ids: Sequence[UUID], dossier_code: str = "") -> Batch:
    """Make a batch of the actor's own stored files, in order, and have the machine read it.

    `dossier_code`: what its papers are for where no separator sheet says so. Raises Forbidden, Invalid (no file, a
    kind that is no scan), NotFound for a dossier whose papers the officer may not read.
    """
    desk = desk_of(actor)
    code = dossiers.by_code(actor, dossier_code).code if dossier_code.strip() else ""
    found = files.own_files(actor, list(file_ids))
    if not found or len(found) > MOST_FILES:
        told = _("Hãy chọn từ 1 đến %(most)d tệp quét.") % {"most": MOST_FILES}
        raise Invalid([FieldError("files", told)], "scan_files")
    for stored in found:
        if stored.state != "ok" or stored.media_type not in KINDS:
            told = stored.reason or _("Tệp %(name)s không phải PDF hay ảnh.") % {"name": stored.name}
            raise Invalid([FieldError("files", told)], "scan_kind")
    batch = Batch.objects.create(
        agency_id=desk.id,
        source=Batch.Source.UPLOAD,
        dossier_code=code,
        made_at=now(),
        made_by_id=actor.account_id,
    )
    put_files(batch, [(stored, "") for stored in found])
    record(actor, "scan.begin", Subject(KIND, batch.pk), {"desk": desk.id, "files": len(found), "code": code})
    return batch


def put_files(batch: Batch, found: Sequence[tuple[StoredFile, str]]) -> None:
    """Give the files, each with its mark, to the batch, and have it read."""
    for ordinal, (stored, mark) in enumerate(found):
        files.attach(stored.id, Subject(KIND, batch.pk))
        BatchFile.objects.create(batch=batch, ordinal=ordinal, file_id=stored.id, mark=mark)
    queue_reading(batch.pk)
