"""The door to filing: what will be asked, and a draft to work on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.foundation.identity import api as identity
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers.actions.drafts import discard_draft, start_draft
from tinhso.government.dossiers.queries.mine import drafts_of
from tinhso.government.dossiers.rules.people import choices
from tinhso.government.dossiers.views.resident import drafting, pending, steps
from tinhso.government.dossiers.views.resident.doors import of_draft
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import Refused


@require_http_methods(["GET", "POST"])
@identity.access("public")
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Before the first page: what to have at hand; starting makes a draft, or goes on with an old one."""
    version = procedures.version(code, worktime.today())
    place = procedures.filing_place(version, worktime.today())
    if place.kind in ("portal", "ministry"):
        return _elsewhere(request, version, place)
    if place.kind == "desk":
        raise Refused("not_online", _("Thủ tục này chưa nộp trực tuyến được."), way_out=place.why)
    if request.method == "POST":
        if not pending.signed_in(request):
            return pending.keep_and_login(request)
        draft = start_draft(identity.actor_of(request), code)
        return HttpResponseRedirect(reverse("dossiers:draft", args=[draft.pk]))
    actor = identity.actor_of(request)
    firm = actor.account_id is not None and identity.organisation_of(actor.account_id) is not None
    form, content = procedures.form(version, for_reader=True), version.content
    drafts = drafts_of(actor, code) if actor.account_id else []
    # Who pressed “Bắt đầu” before signing in need not press it again; an older draft is offered first.
    if pending.signed_in(request) and pending.take_up(request) is not None and not drafts:
        return HttpResponseRedirect(reverse("dossiers:draft", args=[start_draft(actor, code).pk]))
    return render(
        request,
        "dossiers/resident/start.html",
        {
            "version": version,
            "steps": steps.steps(version, form, choices(content.on_behalf, content.subjects, firm)),
            "papers": steps.uploads(version),
            "drafts": drafts,
            "signed_in": pending.signed_in(request),
            "officer": actor.kind == "officer",
            "receives": actor.kind == "officer" and actor.has("reception"),
        },
    )


def _elsewhere(
    request: HttpRequest, version: procedures.VersionInfo, place: procedures.FilingPlace
) -> HttpResponse:
    """One does not file this here: why, where, and what was begun here stays at hand."""
    actor = identity.actor_of(request)
    drafts = drafts_of(actor, version.code) if actor.account_id else []
    context = {"version": version, "place": place, "drafts": drafts}
    return render(request, "dossiers/resident/elsewhere.html", context)


@identity.access("public")
@of_draft("track")
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Go on where one left off."""
    return HttpResponseRedirect(drafting.open_filing(request, draft_id).first_open())


@require_POST
@identity.access("resident")
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away, as its owner asks."""
    discard_draft(identity.actor_of(request), draft_id)
    return HttpResponseRedirect(reverse("dossiers:mine"))
