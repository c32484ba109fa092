"""Default deny: a view that names no access rule is refused, whoever asks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from tinhso.foundation.identity.rest import is_api_root, operations_of
from tinhso.foundation.identity.static import is_static

log = logging.getLogger("tinhso.access")


def lacks_rule(view: Callable[..., Any]) -> bool:
    """True when the view, or any REST operation behind it, names no access rule."""
    if hasattr(view, "access_rule") or is_static(view) or is_api_root(view):
        return False
    operations = operations_of(view)
    return not operations or any(not hasattr(operation, "access_rule") for operation in operations)


class DefaultDenyMiddleware:
    """Refuses (403, logged) every view without `@access` or `@rest_access`.

    What a visitor with a session reads is kept by no browser and no proxy, unless the view says otherwise.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # On a shared computer, "back" after signing out must not show somebody's pages.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Let a view with a rule pass; the rule itself is enforced by its decorator."""
        if lacks_rule(view):
            log.error(
                "view without access rule refused: %s.%s",
                getattr(view, "__module__", "?"),
                getattr(view, "__qualname__", "?"),
            )
            raise PermissionDenied
