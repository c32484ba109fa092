"""The public keys by which anybody checks the QR of a paper without asking us."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access
from tinhso.foundation.papers import qr


@require_safe
@access("public")
def key_set(request: HttpRequest) -> JsonResponse:
    """A JWK set; it holds keys that sign no more, since papers outlive them."""
    answer = JsonResponse(qr.key_set())
    answer["Cache-Control"] = "public, max-age=3600"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
