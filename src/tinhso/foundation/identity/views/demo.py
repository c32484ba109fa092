"""The list of demo accounts; a page that exists in demo mode only."""

from __future__ import annotations

import os
from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import client_ip
from tinhso.foundation.identity.actions.demo import listed_accounts
from tinhso.foundation.identity.eid.national import passwords_closed


def _from_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def sample_mailbox(request: HttpRequest) -> bool:
    """True when this visitor may read in the sample mailbox what was sent: at the demonstration, on its machine."""
    return bool(settings.DEMO) and _from_here(client_ip(request))


@access("public")
def accounts(request: HttpRequest) -> HttpResponse:
    """Who can sign in here. Passwords are shown to this machine only; others read them in its terminal."""
    if not settings.DEMO:
        raise Http404
    shown = os.environ.get("TINHSO_LAN") != "1" and _from_here(client_ip(request))
    context = {"accounts": listed_accounts(), "shown": shown, "closed": passwords_closed()}
    return render(request, "identity/demo.html", context)
