"""The list of demo accounts; a page that exists in demo mode only."""

from __future__ import annotations

import os

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.actions.demo import listed_accounts


@access("public")
def accounts(request: HttpRequest) -> HttpResponse:
    """Who can sign in here. Open to the local network, passwords are shown in the terminal only."""
    if not settings.DEMO:
        raise Http404
    shown = os.environ.get("TINHSO_LAN") != "1"
    return render(request, "identity/demo.html", {"accounts": listed_accounts(), "shown": shown})
