"""Large bodies of plain forms: so many at once and no more, before a byte of them is read.

The CSRF check reads the body of a form, so the cap has to stand before it in MIDDLEWARE.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tinhso.foundation.files import limits
from tinhso.foundation.files.slots import slot
from tinhso.foundation.identity.api import client_ip
from tinhso.lib.errors import Busy

SMALL = 1_048_576
_SLACK = 1_048_576
# No front server of ours sends more in one body.
MOST_DRAINED = 13_000_000


class FormUploadCapMiddleware:
    """Refuses with 413 a form larger than any file, with 503 one too many large forms at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then take in what is left of the body."""
        response = self._answer(request)
        _drain(request)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        size = _large(request)
        if size is None:
            return self.get_response(request)
        if size > limits.max_size() + _SLACK:
            return _plain(413, _("Biểu mẫu này quá lớn. Hãy gửi từng tệp, mỗi tệp không quá 100 MB."))
        # Behind our front server the peer is always this machine: visitors without a session are told by their address.
        person = request.COOKIES.get(settings.SESSION_COOKIE_NAME) or client_ip(request)
        try:
            with slot(person, "form"):
                return self.get_response(request)
        except Busy as busy:
            response = _plain(503, str(busy))
            response["Retry-After"] = "60"
            return response


def _drain(request: HttpRequest) -> None:
    """Read and drop what nobody read of the body.

    A form that is refused at the door (CSRF, too large, unknown address) is answered before it was read. The
    front server, still sending, would see a closed connection and show its own 502 instead of our answer.
    """
    stream: Any = getattr(request, "_stream", None)
    left = MOST_DRAINED
    try:
        while stream is not None and left > 0 and (piece := stream.read(min(65_536, left))):
            left -= len(piece)
    except (OSError, ValueError):
        # The visitor is gone, or the body was closed by whoever read it: nothing is left to take in.
        return


def _large(request: HttpRequest) -> int | None:
    """The size in bytes of a large multipart body; None for anything else."""
    if request.method != "POST" or not request.META.get("CONTENT_TYPE", "").startswith("multipart/"):
        return None
    length = request.META.get("CONTENT_LENGTH") or ""
    size = int(length) if length.isascii() and length.isdigit() else SMALL + 1
    return size if size > SMALL else None


def _plain(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
