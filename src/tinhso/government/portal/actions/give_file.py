"""Giving a file to the portal: only one that a record sent to it names, and each time it is a look."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.api import StoredFile
from tinhso.foundation.records.api import Subject, record_look
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal.actions._note import PORTAL
from tinhso.government.portal.addresses import files_told
from tinhso.government.portal.models import Outgoing
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound


def give_file(actor: Actor, dossier_id: UUID, file_id: UUID) -> StoredFile:
    """The file, to the portal's client. NotFound for whatever the portal was not told of, whether it exists or not."""
    told = Outgoing.objects.filter(dossier_id=dossier_id, known=True, sent_at__isnull=False)
    dossier = dossiers.for_officer(PORTAL, dossier_id) if told.exists() else None
    stored: StoredFile | None = files_told(dossier).get(file_id) if dossier is not None else None
    if stored is None:
        raise NotFound("file_unknown", _("Không có tệp này trong bản ghi đã gửi lên Cổng."))
    record_look(actor, Subject("dossier", dossier_id), f"file:{file_id}")
    return stored
