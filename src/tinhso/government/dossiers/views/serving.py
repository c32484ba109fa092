"""The answer that hands out a paper whose reader was checked."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from tinhso.foundation.files import api as files


def served(file_id: UUID, *, download: bool = True) -> HttpResponseBase:
    """The file for this reader alone: kept by no cache, run by no browser. `download` False: shown in the window."""
    stored = files.get_file(file_id)
    response = FileResponse(
        files.open_file(file_id), content_type=stored.media_type or "application/octet-stream"
    )
    response["Content-Disposition"] = content_disposition_header(download, stored.name) or "attachment"
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
