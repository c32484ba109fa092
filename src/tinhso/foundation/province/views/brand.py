"""The province's colours as a stylesheet of their own: the content policy allows no inline style."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access
from tinhso.foundation.province.queries import section
from tinhso.foundation.province.rules.palette import stylesheet


def address(css: str) -> str:
    """Where the stylesheet is: its version stands in the address, so it may be kept for ever. Empty without one."""
    return reverse("province:colours", kwargs={"version": _version(css)}) if css else ""


@access("public")
@require_safe
def colours(request: HttpRequest, version: str) -> HttpResponse:
    """`/mau/<version>.css`. A page kept from before asks for an older version and gets the colours of now."""
    css = stylesheet(section("brand"))
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    known = css and version == _version(css)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if known else "no-cache"
    return response


def _version(css: str) -> str:
    return sha256(css.encode()).hexdigest()[:10]
