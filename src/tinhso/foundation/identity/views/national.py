"""Pages that the national front door closes for residents: they say so, and say where to go."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.acting import actor_of
from tinhso.foundation.identity.eid.config import config
from tinhso.foundation.identity.eid.national import passwords_closed

View = Callable[..., HttpResponse]


def closed_in_national_mode(view: View) -> View:
    """A page for residents alone (opening an account)."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return told(request) if passwords_closed() else view(request, *args, **kwargs)

    return page


def for_officers_in_national_mode(view: View) -> View:
    """A page about one's password: officers keep theirs."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        resident = actor_of(request).kind == "resident"
        return told(request) if resident and passwords_closed() else view(request, *args, **kwargs)

    return page


def told(request: HttpRequest) -> HttpResponse:
    """Why there is no such page here, and the way out."""
    status = 403 if request.method == "POST" else 200
    return render(request, "identity/national.html", {"eid": config() is not None}, status=status)
