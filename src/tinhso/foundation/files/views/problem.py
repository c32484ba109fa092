"""Refusals of the upload endpoints as problem+json: their reader is always a script."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from tinhso.foundation.files.actions.append import WrongOffset
from tinhso.foundation.identity.api import actor_of
from tinhso.lib.errors import Refused


def problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a refusal, and a visitor who is not signed in, in JSON instead of a page."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if actor_of(request).account_id is None:
            message = _("Phiên đăng nhập đã hết. Phần tệp đã tải lên vẫn được giữ.")
            return problem(401, "files.sign_in", message, _("Hãy đăng nhập lại rồi tải tiếp."))
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            response = problem(refusal.status, refusal.code, refusal.message, refusal.way_out or "")
            if isinstance(refusal, WrongOffset):
                response["Upload-Offset"] = str(refusal.offset)
            return response

    return answered


def problem(status: int, code: str, detail: str, way_out: str = "") -> HttpResponse:
    """RFC 9457 problem details."""
    body = {
        "type": "about:blank",
        "status": status,
        "code": code,
        "title": detail,
        "detail": detail,
        "way_out": way_out,
    }
    response = JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    response["Cache-Control"] = "no-store"
    return response
