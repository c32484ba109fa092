"""Large bodies of plain forms: so many at once and no more, before a byte of them is read.

The CSRF check reads the body of a form, so the cap has to stand before it in MIDDLEWARE.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tinhso.foundation.files import limits
from tinhso.foundation.files.slots import slot
from tinhso.lib.errors import Busy

SMALL = 1_048_576
_SLACK = 1_048_576


class FormUploadCapMiddleware:
    """Refuses with 413 a form larger than any file, with 503 one too many large forms at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = _large(request)
        if size is None:
            return self.get_response(request)
        if size > limits.max_size() + _SLACK:
            return _plain(413, _("Biểu mẫu này quá lớn. Hãy gửi từng tệp, mỗi tệp không quá 100 MB."))
        person = request.COOKIES.get(settings.SESSION_COOKIE_NAME) or request.META.get("REMOTE_ADDR", "")
        try:
            with slot(person, "form"):
                return self.get_response(request)
        except Busy as busy:
            response = _plain(503, str(busy))
            response["Retry-After"] = "60"
            return response


def _large(request: HttpRequest) -> int | None:
    """The size in bytes of a large multipart body; None for anything else."""
    if request.method != "POST" or not request.META.get("CONTENT_TYPE", "").startswith("multipart/"):
        return None
    length = request.META.get("CONTENT_LENGTH") or ""
    size = int(length) if length.isascii() and length.isdigit() else SMALL + 1
    return size if size > SMALL else None


def _plain(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
