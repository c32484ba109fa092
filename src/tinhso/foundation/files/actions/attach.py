"""Give a file to an object."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.records.api import Subject
from tinhso.lib.errors import Conflict, NotFound, Refused
from tinhso.lib.transactions import in_transaction


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
