"""Running figures for those who lead: what would raise them, where the period is going, the records behind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.worktime.api import today
from tinhso.government.directives import api as directives
from tinhso.government.indices import access_quality as access
from tinhso.government.indices.measures.catalogue import COUNTED, DOSSIERS, DOUBT_NAMES, MEASURES, REASONS
from tinhso.government.indices.queries import quality
from tinhso.government.indices.queries.portal import explained
from tinhso.government.indices.queries.trend import trend
from tinhso.government.indices.views import trend_drawn
from tinhso.government.indices.views._asked import KEY, Asked, asked
from tinhso.government.indices.views.quality import frame, portal_of, published
from tinhso.government.indices.views.quality_words import choices
from tinhso.government.petitions import api as petitions
from tinhso.lib import periods
from tinhso.lib.errors import NotFound
from tinhso.lib.money import number

LENGTH = 50
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
    """Dossiers counted in and counted out, with the reason of each; the portal's figure and why it may differ."""
    wish = _own(request, key)
    shown = quality.figures(wish.set, wish.scope, wish.window)
    line = shown.line(code)
    # The half of a component that is taken off has its own list.
    measure = MEASURES.get(line.component.less) if request.GET.get("tru") else line.measure
    page: dict[str, Any] = frame(wish) | {
        "line": line, "measure": None, "portal": portal_of(wish, shown), "give": _give(request, wish, shown),
        "doubt_names": DOUBT_NAMES,
    }  # fmt: skip
    if code in page["portal"]:
        page["explained"] = explained(line, page["portal"][code].figure, wish.scope, wish.window)
    if measure is None or measure.of != DOSSIERS:
        return render(request, "indices/quality/records.html", page)
    reason, doubt = request.GET.get("ly-do", ""), request.GET.get("lech", "")
    if reason not in {COUNTED, *(why for _when, why in measure.why)}:
        reason = ""
    if doubt not in DOUBT_NAMES:
        doubt = ""
    rows = quality.behind(
        measure, wish.scope, wish.window, reason=reason, doubt=doubt, after=_after(request), limit=LENGTH + 1
    )
    # Who complained stays hidden from the officer it is about.
    hidden = set()
    if measure.key == "dossiers_unhappy":
        hidden = set(
            petitions.kept_from(identity.actor_of(request).account_id, [told for _row, told in rows])
        )
    more = rows[LENGTH - 1][0].subject_id if len(rows) > LENGTH else None
    page |= {
        "measure": measure,
        "less": request.GET.get("tru", "")[:1],
        "reason": reason,
        "doubt": doubt,
        "reasons": {COUNTED: _("được tính")} | {why: REASONS[why] for _when, why in measure.why},
        "rows": [(row, told) for row, told in rows[:LENGTH] if told not in hidden],
        "more": more,
    }
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


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["sau"]) if request.GET.get("sau") else None
    except ValueError as error:
        raise NotFound("page_unknown", _("Không có trang này.")) from error
