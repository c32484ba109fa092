"""Search, browse by field and by life event. No page here needs JavaScript or an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.api import access
from tinhso.government.procedures import api
from tinhso.lib import text

SHOWN = 20
LONGEST = 200


@access("public")
def search(request: HttpRequest) -> HttpResponse:
    """/tim/?q=…: the procedures that answer the question."""
    asked = text.clean(request.GET.get("q", "")[: LONGEST * 4])[:LONGEST]
    hits = api.search(asked, SHOWN)
    context = {"asked": asked, "hits": hits, "events": [] if hits else api.life_events()}
    return render(request, "procedures/search.html", context)


@access("public")
def browse(request: HttpRequest) -> HttpResponse:
    """/thu-tuc/: all procedures by field, in Vietnamese order; ?linh-vuc= shows one field."""
    chosen = request.GET.get("linh-vuc", "")[:60].replace("\x00", "")
    fields = api.fields()
    shown = [field for field in fields if field.key == chosen] or fields
    listed = api.procedures()
    groups = [(field, [item for item in listed if item.field_key == field.key]) for field in shown]
    context = {"fields": fields, "chosen": chosen, "groups": groups, "total": len(listed)}
    return render(request, "procedures/browse.html", context)


@access("public")
def life_event(request: HttpRequest, key: str) -> HttpResponse:
    """/viec/<key>/: what one needs at this event."""
    event = api.life_event(key)
    context = {"event": event, "procedures": api.by_life_event(key)}
    return render(request, "procedures/life_event.html", context)
