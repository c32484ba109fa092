"""Search, browse by field and by life event. No page here needs JavaScript or an account."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.api import access
from tinhso.foundation.worktime.api import today
from tinhso.government.procedures import api, shelf
from tinhso.government.procedures.info import FieldInfo, Listed
from tinhso.lib import text

SHOWN = 20
PAGE = 50
# More than this and a list of everything is no help to anybody.
ALL_AT_ONCE = 120
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
    """/thu-tuc/: procedures by field, in Vietnamese order; ?linh-vuc= shows one field, page by page.

    A province with a few shows all of them at once, one with many its fields.
    """
    chosen = request.GET.get("linh-vuc", "")[:60].replace("\x00", "")
    fields = api.fields()
    one = next((field for field in fields if field.key == chosen), None)
    total = sum(field.count for field in fields)
    groups: list[tuple[FieldInfo, list[Listed]]] = []
    more = ""
    if one is not None:
        day = today()
        after = shelf.place_of(request.GET.get("sau", ""), day)
        items, place = api.listed_page(day, field=chosen, after=after or ("", ""), limit=PAGE)
        groups = [(one, items)]
        more = "?" + urlencode({"linh-vuc": chosen, "sau": place}) if place else ""
    elif total <= ALL_AT_ONCE:
        listed = api.procedures()
        groups = [(field, [item for item in listed if item.field_key == field.key]) for field in fields]
    context = {
        "fields": fields,
        "chosen": one.key if one else "",
        "groups": groups,
        "total": total,
        "first": f"?linh-vuc={chosen}" if one and "sau" in request.GET else "",
        "next": more,
    }
    return render(request, "procedures/browse.html", context)


@access("public")
def life_event(request: HttpRequest, key: str) -> HttpResponse:
    """/viec/<key>/: what one needs at this event."""
    event = api.life_event(key)
    context = {"event": event, "procedures": api.by_life_event(key)}
    return render(request, "procedures/life_event.html", context)
