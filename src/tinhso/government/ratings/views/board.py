"""The nine indices of an agency and a quarter: each figure opens to what it counts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agencies, agency
from tinhso.foundation.worktime.api import today
from tinhso.government.ratings.actions.assess import assess as declare
from tinhso.government.ratings.queries.measured import measured, rows_of
from tinhso.government.ratings.rules.indices import OF_DOSSIERS, Index
from tinhso.government.ratings.views.words import NAMES, why_unknown
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound, Refused
from tinhso.lib.quarters import Quarter, of_day, parse

READERS = ("leader", "division_head", "monitor")
LENGTH = 50


@identity.access("officer", roles=READERS)
def board(request: HttpRequest) -> HttpResponse:
    """All nine, measured and declared side by side; what the records do not tell is said so."""
    actor = identity.actor_of(request)
    place, quarter = _place(request, actor), _quarter(request)
    found = measured(place, quarter)
    page: dict[str, Any] = {
        "agency": agency(place),
        "quarter": quarter,
        "measured": found,
        "names": NAMES,
        "why": why_unknown(),
        "of_dossiers": OF_DOSSIERS,
        "previous": _query(place, quarter.previous()),
        "next": _query(place, quarter.next()) if quarter.next().first <= today() else None,
        "query": _query(place, quarter),
        "monitor": actor.has("monitor"),
        "places": [(str(a.id), a.name) for a in agencies(today()) if not a.vertical]
        if actor.has("monitor")
        else [],
    }
    return render(request, "ratings/board.html", page)


@identity.access("officer", roles=READERS)
def behind(request: HttpRequest, key: str) -> HttpResponse:
    """What one figure counts: dossiers or petitions, page by page."""
    actor = identity.actor_of(request)
    place, quarter, index = _place(request, actor), _quarter(request), _index(key)
    points = request.GET.get("diem", "")
    points = points if points in ("2", "1", "0", "?") else ""
    start = request.GET.get("tu", "0")
    at = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0
    rows = rows_of(place, quarter, index, points, actor.account_id)
    query = _query(place, quarter, diem=points)
    page = {
        "agency": agency(place),
        "quarter": quarter,
        "index": index,
        "names": NAMES,
        "points": points,
        "rows": rows[at : at + LENGTH],
        "count": len(rows),
        "petitions": index is Index.PETITIONS,
        "online": index is Index.ONLINE,
        "pages": index is Index.PUBLICITY,
        "back": f"{reverse('ratings:board')}{_query(place, quarter)}",
        "first": query if at else None,
        "next": f"{query}&tu={at + LENGTH}" if len(rows) > at + LENGTH else None,
    }
    return render(request, "ratings/behind.html", page)


@require_POST
@identity.access("officer", roles=("monitor",))
def assess(request: HttpRequest) -> HttpResponse:
    """Declare points; they stand beside what was measured."""
    actor = identity.actor_of(request)
    place, quarter = _place(request, actor), _quarter(request)
    points = request.POST.get("points", "")
    try:
        declare(
            actor,
            place,
            quarter,
            _index(request.POST.get("index", "")),
            points=int(points) if points in ("0", "1", "2") else -1,
            reason=request.POST.get("reason", "")[:4000],
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ghi điểm thẩm định."))
    return HttpResponseRedirect(f"{reverse('ratings:board')}{_query(place, quarter)}")


def _place(request: HttpRequest, actor: Actor) -> UUID:
    """The agency asked for: one's own; a monitor may ask for any."""
    assert actor.agency_id is not None
    try:
        wanted = UUID(request.GET.get("cq", "")) if request.GET.get("cq") else actor.agency_id
    except ValueError as error:
        raise NotFound("agency_unknown", _("Không tìm thấy cơ quan này.")) from error
    if wanted != actor.agency_id and not actor.has("monitor"):
        raise Forbidden("other_agency", _("Bạn chỉ xem được chỉ số của cơ quan mình."))
    return agency(wanted).id


def _quarter(request: HttpRequest) -> Quarter:
    return parse(request.GET.get("quy", "")) or of_day(today())


def _index(key: str) -> Index:
    try:
        return Index(key)
    except ValueError as error:
        raise NotFound("index_unknown", _("Không có chỉ số này.")) from error


def _query(place: UUID, quarter: Quarter, **more: str) -> str:
    kept = {key: value for key, value in more.items() if value}
    return "?" + urlencode({"cq": str(place), "quy": str(quarter), **kept})
