"""What every page of the connection has."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.api import actor_of
from tinhso.foundation.organisation.api import agency
from tinhso.government.dossiers.api import worklists
from tinhso.government.portal import access, contract, texts


def agency_name(agency_id: UUID | None) -> str:
    """The agency that holds a line; empty for the province's own administrator."""
    return agency(agency_id).name if agency_id else ""


def show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Draw a page for an officer."""
    actor = actor_of(request)
    context["worklists"] = worklists(actor, "portal")
    context["texts"] = texts
    context["may_act"] = access.may_act(actor)
    context["agency_name"] = agency_name
    context["configured"] = contract.configured()
    return render(request, f"portal/{template}", context, status=status)
