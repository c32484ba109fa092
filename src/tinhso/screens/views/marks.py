"""The mark in the province's colours, beside the stylesheet that sets them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access
from tinhso.foundation.province.api import colours
from tinhso.screens import doors, mark
from tinhso.screens.views.machine import FOREVER


@access("public")
@require_safe
def svg(request: HttpRequest, version: str) -> HttpResponse:
    """`/mau/<version>.svg`: the browser's small picture of the site."""
    own = colours()
    return _answer(request, mark.svg(own["primary"], own["gold-bright"]), "image/svg+xml")


@access("public")
@require_safe
def png(request: HttpRequest, version: str, size: int) -> HttpResponse:
    """`/mau/<version>-<size>.png`: the same for telephones."""
    if size not in mark.SIZES:
        raise Http404
    own = colours()
    return _answer(request, mark.png(size, own["primary"], own["gold-bright"]), "image/png", size)


def _answer(request: HttpRequest, body: bytes, kind: str, size: int = 0) -> HttpResponse:
    """An older page asks for an older version and gets the colours of now, not to be kept."""
    answer = HttpResponse(body, content_type=kind)
    known = request.path == mark.address(doors.colours(), size)
    answer["Cache-Control"] = FOREVER if known else "no-cache"
    return answer
