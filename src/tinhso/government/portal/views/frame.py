"""What every page of the connection has."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.api import actor_of
from tinhso.government.dossiers.api import worklists
from tinhso.government.portal import access, contract, texts


def show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Draw a page for an officer."""
    actor = actor_of(request)
    context["worklists"] = worklists(actor, "portal")
    context["texts"] = texts
    context["may_act"] = access.may_act(actor)
    context["configured"] = contract.configured()
    return render(request, f"portal/{template}", context, status=status)
