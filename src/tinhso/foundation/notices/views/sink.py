"""The sample mailbox: what the platform would have sent, in demo mode on this machine only."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access, client_ip
from tinhso.foundation.notices.models import SinkMessage
from tinhso.foundation.notices.rules.loopback import is_loopback
from tinhso.lib.keyset import newest_first


@access("public")
@require_safe
def sink(request: HttpRequest) -> HttpResponse:
    """The kept messages page by page, the newest first. 404 outside demo mode and for every other machine."""
    if not settings.DEMO or not is_loopback(client_ip(request)):
        raise Http404
    after = request.GET.get("sau", "")
    kept = newest_first(SinkMessage.objects.all(), "kept_at", after)
    context = {
        "kept": kept,
        "first": "?" if after else None,
        "next": f"?sau={kept.next}" if kept.next else None,
    }
    response = render(request, "notices/sink.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
