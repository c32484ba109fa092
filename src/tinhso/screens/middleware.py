"""Around every request: an id the helpdesk can find, a strict content policy, refusals as plain pages."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from tinhso.lib.errors import Refused
from tinhso.screens import current
from tinhso.screens.errors import page, refusal_response

GetResponse = Callable[[HttpRequest], HttpResponse]
# Crockford's alphabet: no I, L, O or U, so a code read out on the telephone is heard right.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def new_request_id() -> str:
    """Eight characters in two groups, e.g. `7F3K-92QM`: 40 random bits."""
    text = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{text[:4]}-{text[4:]}"


class RequestContextMiddleware:
    """Gives each request an id (also sent as X-Request-ID) and makes it known to template globals."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = new_request_id()  # type: ignore[attr-defined]
        token = current.enter(request)
        try:
            response = self.get_response(request)
        finally:
            current.leave(token)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response


class ContentSecurityMiddleware:
    """A content policy without inline scripts or styles; a view may set a stricter one itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class RefusalMiddleware:
    """Turns a refusal raised in a view into a plain page, a fragment (htmx) or problem+json.

    So too the empty answer to whoever opens an address that only a button may send to.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            allowed = response.headers.get("Allow", "")
            response = page(request, HTTPStatus.METHOD_NOT_ALLOWED)
            response.headers["Allow"] = allowed
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals are answered here; anything else is a fault and takes Django's way."""
        if isinstance(exception, Refused):
            return refusal_response(request, exception)
        return None


class LanguageMiddleware:
    """Vietnamese, unless the visitor chose English here; API clients choose by Accept-Language.

    A browser's own language says little in Viet Nam, where many telephones are sold in English.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        by_header = request.path.startswith("/api/")
        if by_header:
            chosen = translation.get_language_from_request(request)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            patch_vary_headers(response, ["Accept-Language" if by_header else "Cookie"])
        return response
