"""The sample mailbox: what the platform would have sent, in demo mode on this machine only."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access, client_ip
from tinhso.foundation.notices.models import SinkMessage
from tinhso.foundation.notices.rules.loopback import is_loopback

_AT_ONCE = 50


@access("public")
@require_safe
def sink(request: HttpRequest) -> HttpResponse:
    """The newest 50 kept messages. 404 outside demo mode and for every other machine."""
    if not settings.DEMO or not is_loopback(client_ip(request)):
        raise Http404
    messages = SinkMessage.objects.order_by("-kept_at", "-id")[:_AT_ONCE]
    response = render(request, "notices/sink.html", {"kept": messages})
    response["Cache-Control"] = "private, no-store"
    return response
