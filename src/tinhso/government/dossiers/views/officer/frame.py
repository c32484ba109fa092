"""What every officers' page has: the side list with the open page marked, and plain names of keys."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers._versions import short_title
from tinhso.government.dossiers.queries.sidebar import worklists

# The key of a draft on the device that the act before has used up; the page after it says so.
SENT = "desk_sent"
CHANNELS = {"ONLINE": "online", "DIRECT": "counter", "POSTAL": "post"}


def show(
    request: HttpRequest, template: str, current: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Draw an officers' page."""
    actor = identity.actor_of(request)
    context["worklists"] = worklists(actor, current)
    context["channels"] = CHANNELS
    context["short_title"] = short_title
    context["me"] = actor.account_id
    context["sent"] = request.session.pop(SENT, "") if SENT in request.session else ""
    return render(request, f"dossiers/officer/{template}", context, status=status)


def sent(request: HttpRequest, key: str) -> None:
    """What this device kept under the key has arrived: the next page forgets it."""
    request.session[SENT] = key


def channel_names() -> dict[str, str]:
    """Channels as officers say them."""
    return {"ONLINE": _("Trực tuyến"), "DIRECT": _("Tại quầy"), "POSTAL": _("Bưu chính")}


def uuid_or_none(text: str) -> UUID | None:
    """A posted id; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
