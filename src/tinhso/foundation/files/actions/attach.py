"""Give a file to an object."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.records.api import Subject
from tinhso.lib.errors import Conflict, NotFound, Refused
from tinhso.lib.prepared import prepared
from tinhso.lib.transactions import in_transaction

# All in one question, where nothing speaks against it; what is left out is asked about one by one.
_BIND = """
UPDATE files_storedfile SET subject_kind = %s, subject_id = %s
WHERE id = ANY(%s) AND owner_id = %s AND state = 'ok' AND subject_kind = '' RETURNING id
"""


def attach_own(owner_id: UUID, file_ids: Sequence[UUID], subject: Subject) -> frozenset[UUID]:
    """Make good files of this account that belong to nothing yet part of an object; which ones these were.

    For the others `attach` and the caller's own check say what is wrong. In the caller's transaction.
    """
    if not file_ids:
        return frozenset()
    with in_transaction(), prepared() as cursor:
        cursor.execute(_BIND, [subject.kind, str(subject.id), list(file_ids), owner_id])
        return frozenset(row[0] for row in cursor.fetchall())


def attach(file_id: UUID, subject: Subject) -> StoredFile:
    """Make a good file part of an object, in the caller's transaction; doing it again changes nothing.

    From then on the object's own rule (`register_access`) says who may read it. The caller must have
    checked that the file is the actor's. Raises NotFound, Refused for a refused file, Conflict when it
    belongs to another object.
    """
    with in_transaction():
        stored = StoredFile.objects.select_for_update().filter(id=file_id).first()
        if stored is None:
            raise NotFound("files.not_found", _("Không tìm thấy tệp này."), way_out=_("Hãy tải tệp lên lại."))
        if stored.state != "ok":
            raise Refused("files.refused", stored.reason, field="file")
        current = (stored.subject_kind, stored.subject_id)
        wanted = (subject.kind, str(subject.id))
        if current == wanted:
            return stored
        if stored.subject_kind:
            raise Conflict(
                "files.taken",
                _("Tệp này đã thuộc một hồ sơ khác."),
                way_out=_("Hãy tải tệp lên lại cho hồ sơ này."),
            )
        stored.subject_kind, stored.subject_id = wanted
        stored.save(update_fields=["subject_kind", "subject_id"])
    return stored
