"""/quan-tri/thu-tuc/: what an agency offers; opening and closing, one procedure or many."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access, actor_of, person_name
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue import offering
from tinhso.government.catalogue.actions.open_many import begin
from tinhso.government.catalogue.models import OpeningRun
from tinhso.government.catalogue.offering import Asked
from tinhso.government.catalogue.tasks import open_many_task
from tinhso.government.catalogue.views import _terms
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Invalid, NotFound, Refused
from tinhso.lib.posted import line

PAGE = 50
# Reasons of refusal that a value with its ground settles, for many at once.
SETTLED = ("limit_needed", "fee_needed")
CAN_OFFER = (
    "peoples_committee",
    "department",
    "inspectorate",
    "land_registry",
    "tax_office",
    "police",
    "social_insurance",
)


@never_cache
@access("admin")
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What an agency offers and could offer: by words, field and state, page by page."""
    actor, day = actor_of(request), today()
    agency = agency_of(request, actor)
    asked = asked_of(request)
    page, after = offering.lines(agency, asked, day, line(request.GET, "sau", 40), PAGE)
    opened = procedures.open_codes(agency.id, day)
    told = offering.numbers(agency, asked, day)
    query = _query(request, agency)
    context = {
        "agency": agency,
        "agencies": agencies_for(actor),
        "query": query,
        "rows": [_row(one, agency, opened) for one in page],
        "count": told.count,
        "opened": len(opened),
        "waiting": told.waiting,
        "fields": told.fields,
        "states": [("open", _("Đang mở")), ("closed", _("Chưa mở hoặc đã đóng"))],
        "runs": OpeningRun.objects.defer("codes", "refused", "wanted")[:3]
        if actor.has("system_admin")
        else [],
        "first": "?" + urlencode(query) if "sau" in request.GET else "",
        "next": "?" + urlencode({**query, "sau": after}) if after else "",
    }
    return render(request, "catalogue/offers.html", context)


@never_cache
@access("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """Many at once: those ticked (`ma`), or all closed ones that the filter leaves (`tat-ca`); done as a job."""
    actor, day = actor_of(request), today()
    agency = agency_of(request, actor)
    given = request.POST if request.method == "POST" else request.GET
    ticked = [code[:40] for code in given.getlist("ma")]
    whole = replace(asked_of(request), state="closed")
    before, why = _run_before(request, actor), given.get("vi", "")[:60]
    parts = (
        offering.parts(agency, whole, day) if given.get("tat-ca") and not (whole.text or whole.field) else []
    )
    chosen = set(given.getlist("trong"))
    if before is not None:
        codes = [row["code"] for row in before.refused if row["reason"] == why]
    elif parts:
        codes = [code for name, its in parts if name in chosen for code in its]
    else:
        codes = offering.codes(agency, whole, day) if given.get("tat-ca") else ticked
    typed, status = _terms.Typed(_terms.again(before.wanted) if before else _terms.fresh()), 200
    if request.method == "POST":
        typed = _terms.read(request.POST, agency.id, many=True, level=level_of(agency))
        if parts and not codes:
            typed.errors["trong"] = _("Hãy chọn ít nhất một lĩnh vực.")
        elif typed.wanted is not None:
            try:
                run = begin(actor, codes, typed.wanted)
                open_many_task.defer(run_id=str(run.pk))
            except Refused as refused:
                typed.errors, status = _faults(refused), refused.status
            else:
                return HttpResponseRedirect(reverse("catalogue:run", args=[run.pk]))
        status = max(status, 422)
    context = {
        "agency": agency,
        "codes": [] if given.get("tat-ca") or before else codes,
        "before": before,
        "why": why,
        "parts": [(name, f"{name} ({len(its)})") for name, its in parts],
        "chosen": sorted(chosen),
        "count": len(codes),
        "whole": bool(given.get("tat-ca")),
        "query": _query(request, agency),
        **_form(actor, typed),
    }
    return render(request, "catalogue/open_many.html", context, status=status)


def _run_before(request: HttpRequest, actor: Actor) -> OpeningRun | None:
    """The run that is gone on with (`dot`): what it refused for one reason is tried again, under its decision."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        ident = UUID(given.get("dot", ""))
    except ValueError:
        return None
    return _own_run(actor, ident)


def _own_run(actor: Actor, run_id: UUID) -> OpeningRun:
    row = get_object_or_404(OpeningRun, pk=run_id)
    if not actor.has("system_admin") and row.made_by != actor.account_id:
        raise Http404
    return row


@never_cache
@access("admin")
@require_safe
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """How far a run is, what was opened, and what was refused with its reason."""
    actor = actor_of(request)
    row = _own_run(actor, run_id)
    reasons = Counter((one["reason"], one["why"]) for one in row.refused)
    agency = (row.wanted.get("agencies") or [""])[0]
    context = {
        "run": row,
        "reasons": [(code, why, many, code in SETTLED) for (code, why), many in reasons.most_common()],
        "agency": agency,
        "who": person_name(row.made_by) if row.made_by else _("Lệnh của người vận hành"),
    }
    answer = render(request, "catalogue/run.html", context)
    if row.ended_at is None:
        answer["Refresh"] = "5"
    return answer


def agencies_for(actor: Actor) -> list[organisation.AgencyInfo]:
    """The agencies whose offer an administrator sees: a unit's own, the system's all that decide on something."""
    if not actor.has("system_admin"):
        return [organisation.agency(actor.agency_id)] if actor.agency_id else []
    found = [one for one in organisation.agencies(today()) if one.kind in CAN_OFFER]
    levels = ("province", "district", "commune")
    # The committee first: whoever comes here without a choice stands before the one that decides most.
    return sorted(found, key=lambda one: (levels.index(one.level), one.kind != "peoples_committee"))


def agency_of(request: HttpRequest, actor: Actor) -> organisation.AgencyInfo:
    """The agency of `co-quan`, else the actor's own, else the first."""
    every = agencies_for(actor)
    chosen = request.POST.get("co-quan") or request.GET.get("co-quan") or str(actor.agency_id)
    found = next((one for one in every if str(one.id) == chosen), every[0] if every else None)
    if found is None:
        raise NotFound("no_agency_yet", _("Tỉnh chưa có cơ quan nào giải quyết thủ tục."))
    return found


def asked_of(request: HttpRequest) -> Asked:
    """The filter of a list; a post carries it on."""
    given = request.POST if request.method == "POST" else request.GET
    state = given.get("trang-thai", "")
    return Asked(
        line(given, "q", 100), line(given, "linh-vuc", 300).replace("\x00", ""), state if state in offering.STATES else ""
    )  # fmt: skip


def _query(request: HttpRequest, agency: organisation.AgencyInfo) -> dict[str, str]:
    asked = asked_of(request)
    query = {"co-quan": str(agency.id), "q": asked.text, "linh-vuc": asked.field, "trang-thai": asked.state}
    return {name: value for name, value in query.items() if value}


def _row(one: offering.Line, agency: organisation.AgencyInfo, opened: frozenset[str]) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "field": one.field,
        "open": one.code in opened,
        "imported": one.imported,
        "href": reverse("catalogue:offer", args=[one.code]) + "?" + urlencode({"co-quan": str(agency.id)}),
    }


def level_of(agency: organisation.AgencyInfo) -> str:
    return agency.level if agency.level in ("province", "commune") else ""


def _form(actor: Actor, typed: _terms.Typed) -> dict[str, Any]:
    return {
        "values": typed.values,
        "errors": typed.errors,
        "choices": _terms.choices(typed.values),
        "everywhere": actor.has("system_admin"),
    }


def _faults(refused: Refused) -> dict[str, str]:
    if isinstance(refused, Invalid):
        return {error.field: error.message for error in refused.errors}
    names = {"level": "online", "agencies": "where", "codes": "decision"}
    where = refused.field or "decision"
    return {names.get(where, where): str(refused)}


def told(request: HttpRequest, sentence: str) -> None:
    """A green line on the next page."""
    messages.success(request, sentence)


form, faults = _form, _faults
