"""The clock of a simulation's own web process: each request happens at the moment that the simulation names."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

from tinhso.foundation.worktime.clock import at

KEY, MOMENT = "X-Tinhso-Key", "X-Tinhso-Moment"
LOCAL = ("", "127.0.0.1", "::1")


class LentClockMiddleware:
    """Refuses every request but those of the simulation that started this process; those happen when they say.

    Not used unless a demonstration was started with a key: no header moves the clock of any other process.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not (settings.DEMO and settings.TINHSO_SIMULATION_KEY):
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get(KEY, "")
        local = (request.META.get("REMOTE_ADDR") or "") in LOCAL
        if not local or not hmac.compare_digest(key.encode(), settings.TINHSO_SIMULATION_KEY.encode()):
            return HttpResponseForbidden()
        try:
            moment = datetime.fromisoformat(request.headers.get(MOMENT, ""))
        except ValueError:
            return HttpResponseForbidden()
        if moment.tzinfo is None:
            return HttpResponseForbidden()
        with at(moment):
            return self.get_response(request)
