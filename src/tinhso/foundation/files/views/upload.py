"""The endpoints of the resumable upload (described in `files.api`)."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.foundation.files import limits, storage
from tinhso.foundation.files.actions.append import append, running_upload
from tinhso.foundation.files.actions.begin import begin
from tinhso.foundation.files.actions.finish import finish
from tinhso.foundation.files.models import StoredFile, Upload
from tinhso.foundation.files.views.problem import problem, problems
from tinhso.foundation.identity.api import access, actor_of
from tinhso.lib.errors import Refused

_LONGEST_REQUEST = 100_000


@problems
@access("signed_in")
@require_POST
def begin_upload(request: HttpRequest) -> HttpResponse:
    """Announce a file: JSON `{name, size}`."""
    name, size = _announcement(request)
    upload = begin(actor_of(request), name, size)
    body = {
        "id": str(upload.id),
        "url": reverse("files:upload", args=[upload.id]),
        "offset": 0,
        "chunk": limits.max_chunk(),
        "expires_at": upload.expires_at.isoformat(),
    }
    return _plain(JsonResponse(body, status=201))


def _announcement(request: HttpRequest) -> tuple[str, int]:
    fault = Refused(
        "files.bad_request",
        _("Yêu cầu tải tệp không đúng dạng."),
        way_out=_("Hãy tải lại trang rồi thử lại."),
    )
    if int(request.META.get("CONTENT_LENGTH") or 0) > _LONGEST_REQUEST:
        raise fault
    try:
        asked = json.loads(request.body)
        name, size = asked["name"], asked["size"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise fault from None
    if not isinstance(name, str) or not isinstance(size, int) or isinstance(size, bool):
        raise fault
    return name.encode("utf-8", "replace").decode(), size


@problems
@access("signed_in")
@require_http_methods(["HEAD", "PATCH", "PUT", "DELETE"])
def upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Where to go on, the next piece, or give up."""
    if request.method == "HEAD":
        return _progress(running_upload(actor_of(request), upload_id))
    if request.method == "DELETE":
        running = running_upload(actor_of(request), upload_id)
        if running.stored_id is None:
            storage.part_path(running.id).unlink(missing_ok=True)
            running.delete()
        return _plain(HttpResponse(status=204))
    return _piece(request, upload_id)


def _piece(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or ""
    offset = request.headers.get("Upload-Offset", "")
    if not _number(length) or not _number(offset):
        return problem(400, "files.bad_request", _("Yêu cầu tải tệp không đúng dạng."))
    if int(length) > limits.max_chunk():
        return problem(413, "files.chunk", _("Phần tệp gửi lên quá lớn."))
    return _progress(append(actor_of(request), upload_id, int(offset), request.body))


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12


@problems
@access("signed_in")
@require_POST
def finish_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Open the complete file and say what it is."""
    stored = finish(actor_of(request), upload_id)
    return _plain(JsonResponse(described(stored), json_dumps_params={"ensure_ascii": False}))


def described(stored: StoredFile) -> dict[str, str | int | None]:
    """A stored file as the client sees it."""
    good = stored.state == "ok"
    return {
        "id": str(stored.id),
        "name": stored.name,
        "size": stored.size,
        "sha256": stored.sha256,
        "media_type": stored.media_type,
        "pages": stored.pages,
        "state": stored.state,
        "reason": stored.reason,
        "url": reverse("files:download", args=[stored.id]) if good else None,
    }


def _progress(running: Upload) -> HttpResponse:
    response = HttpResponse(status=204)
    response["Upload-Offset"] = str(running.received)
    response["Upload-Length"] = str(running.size)
    response["Upload-Chunk"] = str(limits.max_chunk())
    return _plain(response)


def _plain(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
