"""Pages that change rarely: help, privacy, accessibility, offline, and the style guide of the demo."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.api import access
from tinhso.screens import doors
from tinhso.screens.styleguide import samples


@access("public")
def help_page(request: HttpRequest) -> HttpResponse:
    """`/giup-do/`: how to find, file, follow; whom to ask."""
    door = doors.ask("foundation.province", "front_door", default="own")
    return render(request, "screens/pages/help.html", {"national": door == "national"})


@access("public")
def privacy(request: HttpRequest) -> HttpResponse:
    """`/bao-mat/`: what is kept, who sees it, which cookies are set."""
    return render(request, "screens/pages/privacy.html")


@access("public")
def accessibility(request: HttpRequest) -> HttpResponse:
    """`/tiep-can/`: what the pages hold to, and how to say that something does not work."""
    return render(request, "screens/pages/accessibility.html")


@access("public")
def offline(request: HttpRequest) -> HttpResponse:
    """`/mat-mang/`: shown by the service worker while there is no network."""
    return render(request, "screens/pages/offline.html", {"quiet": True})


@access("public")
def style_guide(request: HttpRequest) -> HttpResponse:
    """`/kieu-mau/`: every macro with its states; only on the demonstration site."""
    if not settings.DEMO:
        raise Http404
    return render(request, "screens/pages/style_guide.html", samples())


@access("public")
def officer_style_guide(request: HttpRequest) -> HttpResponse:
    """`/kieu-mau/can-bo/`: the officers' layout with a sample worklist; only on the demonstration site."""
    if not settings.DEMO:
        raise Http404
    return render(request, "screens/pages/officer_guide.html", samples())
