"""Files of a posted form: sent in pieces before (their ids), or with the form itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.government.scanning.actions.begin import MOST_FILES
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


def handed_in(request: HttpRequest, actor: Actor) -> list[UUID]:
    """The ids of what was handed in, in order. Raises Refused at the field `files`."""
    found = []
    for text in request.POST.getlist("files__id"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    uploads = request.FILES.getlist("files")
    if len(found) + len(uploads) > MOST_FILES:
        told = _("Hãy chọn từ 1 đến %(most)d tệp quét.") % {"most": MOST_FILES}
        raise Refused("scan_files", told, field="files")
    for upload in uploads:
        stored = files.store(actor, upload.name or "quet", upload)
        if stored.state != "ok":
            raise Refused("scan_kind", f"{stored.name}: {stored.reason}", field="files")
        found.append(stored.id)
    return found
