"""Officers' own devices: known by a cookie, so that nobody rates for the person from behind the counter.

The cookie says no more than that an officer worked on this device; it names nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from tinhso.foundation.identity.api import actor_of

COOKIE = "ts_desk"
SALT = "ratings.desk"
YEAR = 366 * 86_400


class OfficeDeviceMiddleware:
    """Marks a device on which an officer opens the office's pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/can-bo/") and response.status_code == 200 and not is_office(request):
            if actor_of(request).kind != "officer":
                return response
            response.set_cookie(
                COOKIE,
                signing.dumps(1, salt=SALT),
                max_age=YEAR,
                path="/danh-gia/",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def is_office(request: HttpRequest) -> bool:
    """True for a device that carries the mark."""
    try:
        return bool(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT))
    except signing.BadSignature:
        return False
