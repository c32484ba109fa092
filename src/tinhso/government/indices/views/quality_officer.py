"""Running figures for those who lead: what would raise them, where the period is going, the records behind."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.worktime.api import today
from tinhso.government.directives import api as directives
from tinhso.government.indices import access_quality as access
from tinhso.government.indices.measures.catalogue import DOUBT_NAMES, MEASURES
from tinhso.government.indices.queries import quality
from tinhso.government.indices.queries.portal import explained
from tinhso.government.indices.queries.trend import trend
from tinhso.government.indices.views import trend_drawn
from tinhso.government.indices.views._asked import KEY, Asked, asked
from tinhso.government.indices.views._records import listing
from tinhso.government.indices.views.quality import frame, portal_of, published
from tinhso.government.indices.views.quality_words import choices
from tinhso.lib import periods
from tinhso.lib.money import number

# In place of an agency in the address, for those who see all.
PROVINCE = "toan-tinh"


@identity.access("officer", roles=access.READERS)
def home(request: HttpRequest) -> HttpResponse:
    """The month that runs, of one's own agency."""
    return HttpResponseRedirect(reverse("indices:quality_own", args=[periods.at("month", today()).key]))


@identity.access("officer", roles=access.READERS)
def index(request: HttpRequest, key: str) -> HttpResponse:
    """The set, the cheapest real acts, and where the period goes if nothing changes."""
    actor = identity.actor_of(request)
    wish = _own(request, key)
    shown = quality.figures(wish.set, wish.scope, wish.window)
    page: dict[str, Any] = (
        frame(wish)
        | published(wish)
        | {
            "figures": shown,
            "fixes": quality.fixes(shown, wish.scope, wish.window),
            "forecast": quality.forecast(wish.set, wish.scope, wish.window, wish.period),
            "portal": portal_of(wish, shown),
            "sees_all": access.sees_all(actor),
            "publishes": actor.has("monitor"),
            "choices": choices(wish),
            "give": _give(request, wish, shown),
        }
    )
    if wish.period.kind != "day":
        months = trend(
            KEY, wish.scope, wish.place.id if wish.place else None, wish.period, today(), public=False
        )
        page |= {"trend": trend_drawn.points(months, "xu-huong"), "months": months}
    return render(request, "indices/quality/own.html", page)


@identity.access("officer", roles=access.READERS)
def records(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """What was counted in and counted out, with the reason of each; the portal's figure and why it may differ."""
    actor = identity.actor_of(request)
    wish = _own(request, key)
    shown = quality.figures(wish.set, wish.scope, wish.window)
    line = shown.line(code)
    less = "1" if request.GET.get("tru") and line.component.less else ""
    # The half of a component that is taken off has its own list.
    measure = MEASURES.get(line.component.less) if less else line.measure
    page: dict[str, Any] = frame(wish) | {
        "line": line, "measure": None, "portal": portal_of(wish, shown), "give": _give(request, wish, shown),
        "doubt_names": DOUBT_NAMES, "less": less, "choices": choices(wish), "sees_all": access.sees_all(actor),
    }  # fmt: skip
    if code in page["portal"]:
        page["explained"] = explained(line, page["portal"][code].figure, wish.scope, wish.window)
    if measure is not None:
        page |= listing(request, actor, measure, wish.scope, wish.window, place=wish.place is None)
    return render(request, "indices/quality/records.html", page)


def _own(request: HttpRequest, key: str) -> Asked:
    """One's own agency; who sees all may ask for any, and for the province."""
    actor = identity.actor_of(request)
    assert actor.agency_id is not None
    if request.GET.get("cq") == PROVINCE:
        access.check(actor, None)
        return asked(request, key, whole=PROVINCE)
    wish = asked(request, key, agency(actor.agency_id))
    access.check(actor, wish.place.id)
    return wish


def _give(request: HttpRequest, wish: Asked, shown: quality.Figures) -> dict[str, str]:
    """Addresses that give a task from a figure that asks for attention, by component; none for who gives no tasks."""
    if wish.place is None or not directives.may_give(identity.actor_of(request)):
        return {}
    found = {}
    for line in shown.low:
        page = reverse("indices:quality_records", args=[wish.period.key, line.component.code]) + wish.query
        value = f"{number(line.scored.points, 2)}/{number(line.component.points)}"
        name = f"QĐ 766, {line.component.code}. {line.component.name}"
        found[line.component.code] = directives.give_from_figure(name, wish.place.slug, value, page)
    return found
