"""Files of a posted form: sent in pieces before (their ids), or with the form itself.

TIFF comes with the form alone: it is made a document on the way, since the store takes none.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.files.api import StoredFile
from tinhso.government.scanning.actions._tiff import as_pdf, is_tiff
from tinhso.government.scanning.actions.begin import MOST_FILES
from tinhso.government.scanning.machine.runner import MachineFailed
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

# An officer waits for the answer; what takes longer goes through the scanner's folder.
TIFF_SECONDS = 45.0


def handed_in(request: HttpRequest, actor: Actor) -> list[UUID]:
    """The ids of what was handed in, in order. Raises Refused at the field `files` or `tiff`."""
    found = []
    for text in request.POST.getlist("files__id"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    uploads = [*request.FILES.getlist("files"), *request.FILES.getlist("tiff")]
    if len(found) + len(uploads) > MOST_FILES:
        told = _("Hãy chọn từ 1 đến %(most)d tệp quét.") % {"most": MOST_FILES}
        raise Refused("scan_files", told, field="files")
    for upload in uploads:
        name = upload.name or "quet"
        field = "tiff" if is_tiff(name) else "files"
        stored = _document(actor, upload, name) if is_tiff(name) else files.store(actor, name, upload)
        if stored.state != "ok":
            raise Refused("scan_kind", f"{stored.name}: {stored.reason}", field=field)
        found.append(stored.id)
    return found


def _document(actor: Actor, upload: Any, name: str) -> StoredFile:
    """The TIFF as a PDF, every frame a page."""
    with tempfile.TemporaryDirectory(prefix="scan-") as folder:
        source = Path(folder) / "scan"
        with source.open("xb") as out:
            for piece in upload.chunks():
                out.write(piece)
        try:
            made = as_pdf(source, Path(folder), TIFF_SECONDS)
        except MachineFailed:
            told = _(
                "%(name)s: không mở được ảnh TIFF này, hoặc ảnh quá nhiều trang. Hãy quét lại, hoặc để tệp vào thư mục của máy quét."
            )
            raise Refused("scan_tiff", told % {"name": name[:200]}, field="tiff") from None
        with made.open("rb") as content:
            return files.store(actor, f"{Path(name).stem[:200]}.pdf", content)
