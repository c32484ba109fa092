"""`/so-lieu/`: what the province counts, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.queries.public import public_figures


@require_GET
@identity.access("public")
def figures(request: HttpRequest) -> HttpResponse:
    """This month's figures, counts only; nothing about a person."""
    return render(request, "dossiers/figures.html", {"figures": public_figures()})
