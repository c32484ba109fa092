"""A browser that signed in before, told by a cookie: strangers who type wrong passwords do not hinder it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from tinhso.foundation.identity.sealing import keyed

COOKIE = "tinhso_device"
LIVES_SECONDS = 365 * 86_400
LOGINS = 6
_signer = Signer(salt="tinhso.identity.device")


def known_device(request: HttpRequest, login: str) -> str:
    """The id of this browser when somebody signed in here with this (normalised) login; else empty.

    The cookie holds a random id and keyed digests: it names no login, and opens nothing by itself.
    """
    device, marks = _read(request)
    return device if device and _mark(device, login) in marks else ""


def remember_device(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Let this browser be known for a login that has just been proved, for a year; six logins at most."""
    device, marks = _read(request)
    device = device or secrets.token_urlsafe(16)
    mark = _mark(device, login)
    kept = [mark, *(other for other in marks if other != mark)][:LOGINS]
    response.set_cookie(
        COOKIE,
        _signer.sign(" ".join((device, *kept))),
        max_age=LIVES_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        device, *marks = _signer.unsign(request.COOKIES.get(COOKIE, "")).split(" ")
    except BadSignature:
        return "", []
    return device, marks


def _mark(device: str, login: str) -> str:
    return keyed("device", f"{device}:{login}")[:32]
