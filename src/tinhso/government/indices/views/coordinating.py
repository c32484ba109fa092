"""The coordinator's pages: open a campaign, see how far everybody is, publish and correct."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agencies
from tinhso.foundation.worktime.api import ZONE, now, today
from tinhso.government.indices import access
from tinhso.government.indices.actions._frame import dates
from tinhso.government.indices.actions.run_campaign import Plan, open_campaign, publish
from tinhso.government.indices.models import Campaign
from tinhso.government.indices.queries import campaigns as reads
from tinhso.government.indices.queries.sets import newest
from tinhso.government.indices.rules import campaign as rules
from tinhso.lib.errors import FieldError, Invalid, Refused
from tinhso.lib.posted import day, typed_day

DAYS = ("period_first", "period_last", "opens", "declare_due", "verify_due")
GROUPS = {
    "departments": ("department", "inspectorate", "committee_office"),
    "communes": ("peoples_committee",),
}


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=(rules.COORDINATOR,))
def begin(request: HttpRequest) -> HttpResponse:
    """Open a campaign for one set, a period and many agencies at once."""
    actor = identity.actor_of(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            campaign = open_campaign(actor, _plan(request))
        except Invalid as invalid:
            errors = {error.field: error.message for error in invalid.errors}
        except Refused as refused:
            errors = {refused.field or "title": str(refused)}
        else:
            messages.success(request, _("Đã mở đợt tự chấm điểm."))
            return HttpResponseRedirect(reverse("indices:progress", args=[campaign.pk]))
    places = [one for one in agencies(today()) if one.kind in (*GROUPS["departments"], *GROUPS["communes"])]
    page: dict[str, Any] = {
        "sets": [
            (one.key, one.title + ("" if one.components else f" ({_('chưa nạp phụ lục')})"))
            for one in newest()
        ],
        "places": [(str(one.id), one.name) for one in places],
        "chosen": request.POST.getlist("agencies"),
        "typed": request.POST,
        "days": {name: typed_day(request.POST, name) for name in DAYS},
        "errors": errors,
    }
    return render(request, "indices/self/begin.html", page, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=(rules.COORDINATOR,))
def progress(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Who has not declared, what is overdue, what waits; then the publication and its corrections."""
    actor = identity.actor_of(request)
    campaign = Campaign.objects.filter(pk=campaign_id).first()
    if campaign is None or not access.coordinates(actor, campaign):
        raise access.unknown()
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            done = publish(
                actor,
                campaign_id,
                decision=request.POST.get("decision", "")[:400],
                reason=request.POST.get("reason", "")[:4000],
            )
        except Refused as refused:
            errors = {refused.field or "decision": str(refused)}
        else:
            messages.success(request, _("Đã công bố bản %s.") % done.number)
            return HttpResponseRedirect(reverse("indices:progress", args=[campaign_id]))
    moment = now()
    page = {
        "campaign": campaign,
        "phase": rules.PHASES[dates(campaign).phase(moment)],
        "rows": reads.progress(campaign),
        "late_declaring": moment > campaign.declare_due,
        "late_verifying": moment > campaign.verify_due,
        "open": reads.unsettled(campaign),
        "results": list(campaign.results.all()),
        "typed": request.POST,
        "errors": errors,
    }
    return render(request, "indices/self/progress.html", page, status=422 if errors else 200)


def _plan(request: HttpRequest) -> Plan:
    post = request.POST
    found = {name: day(post, name) for name in DAYS}
    faults = [FieldError(name, _("Nhập ngày.")) for name, value in found.items() if value is None]
    chosen = [one for one in (_uuid(text) for text in post.getlist("agencies")) if one]
    verifier = _uuid(post.get("verifier", ""))
    if verifier is None:
        faults.append(FieldError("verifier", _("Chọn cơ quan thẩm định.")))
    days = {name: value for name, value in found.items() if value is not None}
    if faults or verifier is None:
        raise Invalid(faults)
    appeal = post.get("appeal_days", "")
    return Plan(
        title=post.get("title", "")[:1000],
        set_key=post.get("set_key", "")[:60],
        period=(days["period_first"], days["period_last"]),
        opens=_moment(days["opens"], time(0)),
        declare_due=_moment(days["declare_due"], time(17)),
        verify_due=_moment(days["verify_due"], time(17)),
        appeal_days=int(appeal) if appeal.isascii() and appeal.isdigit() and len(appeal) < 4 else 0,
        legal_basis=post.get("legal_basis", "")[:1000],
        agencies=tuple(chosen),
        verifier=verifier,
        second_verifier=_uuid(post.get("second_verifier", "")),
    )


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, ZONE)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
