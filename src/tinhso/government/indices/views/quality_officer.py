"""Figures of an agency for those who lead it: what would raise them, where the period is going, the records behind."""

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
from tinhso.government.indices.measures.catalogue import COUNTED, DOSSIERS, MEASURES, REASONS
from tinhso.government.indices.queries import quality
from tinhso.government.indices.rules import periods
from tinhso.government.indices.views._asked import Asked, asked
from tinhso.government.indices.views.quality import frame
from tinhso.government.petitions import api as petitions
from tinhso.lib.errors import Forbidden, NotFound

READERS = ("leader", "division_head", "monitor")
LENGTH = 50


@identity.access("officer", roles=READERS)
def home(request: HttpRequest) -> HttpResponse:
    """The month that runs, of one's own agency."""
    return HttpResponseRedirect(reverse("indices:quality_own", args=[periods.at("month", today()).key]))


@identity.access("officer", roles=READERS)
def index(request: HttpRequest, key: str) -> HttpResponse:
    """The set, the cheapest real acts, and where the period goes if nothing changes."""
    wish = _own(request, key)
    shown = quality.figures(wish.set, wish.scope, wish.window)
    page: dict[str, Any] = frame(wish) | {
        "figures": shown,
        "fixes": quality.fixes(shown, wish.scope, wish.window),
        "forecast": quality.forecast(wish.set, wish.scope, wish.window, wish.period),
    }
    return render(request, "indices/quality/own.html", page)


@identity.access("officer", roles=READERS)
def records(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Dossiers counted in and counted out, with the reason of each."""
    wish = _own(request, key)
    line = quality.figures(wish.set, wish.scope, wish.window).line(code)
    # The half of a component that is taken off has its own list.
    measure = MEASURES.get(line.component.less) if request.GET.get("tru") else line.measure
    page: dict[str, Any] = frame(wish) | {"line": line, "measure": None}
    if measure is None or measure.of != DOSSIERS:
        return render(request, "indices/quality/records.html", page)
    reason = request.GET.get("ly-do", "")
    if reason not in {COUNTED, *(why for _when, why in measure.why)}:
        reason = ""
    rows = quality.behind(
        measure, wish.scope, wish.window, reason=reason, after=_after(request), limit=LENGTH + 1
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
        "reasons": {COUNTED: _("được tính")} | {why: REASONS[why] for _when, why in measure.why},
        "rows": [(row, told) for row, told in rows[:LENGTH] if told not in hidden],
        "more": more,
    }
    return render(request, "indices/quality/records.html", page)


def _own(request: HttpRequest, key: str) -> Asked:
    """One's own agency; who monitors may ask for any."""
    actor = identity.actor_of(request)
    assert actor.agency_id is not None
    wish = asked(request, key, agency(actor.agency_id))
    if wish.place.id != actor.agency_id and not actor.has("monitor"):
        raise Forbidden("other_agency", _("Bạn chỉ xem được chỉ số của cơ quan mình."))
    return wish


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["sau"]) if request.GET.get("sau") else None
    except ValueError as error:
        raise NotFound("page_unknown", _("Không có trang này.")) from error
