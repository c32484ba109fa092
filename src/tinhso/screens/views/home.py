"""The home page: one question, one search field, eight life events, live figures that open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.api import access
from tinhso.screens.figures import figures
from tinhso.screens.life_events import cards, examples


@access("public")
def home(request: HttpRequest) -> HttpResponse:
    """`/`. Figures appear only when the dossiers room counts them; none is ever made up."""
    context = {"events": cards(), "examples": examples(), "figures": figures()}
    return render(request, "screens/pages/home.html", context)
