"""Giving a file out: only through its object's rule, never as a page of ours."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tinhso.foundation.files.access import readable
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.files.queries import open_file
from tinhso.foundation.files.rules.names import disposition
from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.records.api import Subject, look_once


@access("signed_in")
@require_safe
def download(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The file as an attachment. Somebody else's reading of it is a look that the owner is shown."""
    actor = actor_of(request)
    stored = readable(actor, file_id)
    if stored.owner_id != actor.account_id and request.method == "GET":
        kind, ident = stored.subject_kind, stored.subject_id
        look_once(actor, Subject(kind, ident) if kind else Subject("file", stored.id), f"file:{stored.id}")
    return attachment(stored)


def attachment(stored: StoredFile) -> HttpResponseBase:
    """The file as a download in a sandbox. The caller has asked who may read it."""
    response = FileResponse(
        open_file(stored.id), content_type=stored.media_type or "application/octet-stream"
    )
    response["Content-Disposition"] = disposition(stored.name)
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
