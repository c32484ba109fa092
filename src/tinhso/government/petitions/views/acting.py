"""The page of one act of the office on a petition."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.government.petitions import access
from tinhso.government.petitions.actions.desk import officers
from tinhso.government.petitions.actions.look import open_petition
from tinhso.government.petitions.actions.publish import proposal
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.rules.moves import BEHAVIOUR, HANDLERS
from tinhso.government.petitions.views.acts import ACTS, Act, offered
from tinhso.government.petitions.views.sending import agency_groups
from tinhso.lib.errors import Invalid, NotFound, Refused


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=sorted(HANDLERS))
def act_page(request: HttpRequest, petition_id: UUID, slug: str) -> HttpResponse:
    """What the act asks, beside what it is about; then done, or told what is wrong with everything kept."""
    actor = identity.actor_of(request)
    petition = open_petition(actor, petition_id)
    act = ACTS.get(slug)
    if act is None:
        raise NotFound("act_unknown", _("Không có thao tác này."))
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            seen = request.POST.get("version", "")
            act.do(actor, petition, request.POST, int(seen) if seen.isascii() and seen.isdigit() else 0)
        except Invalid as invalid:
            errors = {error.field: error.message for error in invalid.errors}
        except Refused as refused:
            errors = {refused.field or (act.fields[0] if act.fields else "act"): str(refused)}
        else:
            return _done(request, act, petition)
        petition.refresh_from_db()
    page = {
        "act": act,
        "petition": petition,
        "open_now": act in offered(actor, petition),
        "errors": errors,
        "typed": request.POST or _first(act, petition),
        **_choices(act, petition),
    }
    return render(request, "petitions/officer/act.html", page, status=422 if errors else 200)


def _done(request: HttpRequest, act: Act, petition: Petition) -> HttpResponse:
    messages.success(request, _("Đã xong: %(act)s.") % {"act": act.title})
    # What was just handed on, or closed to this very officer, cannot be opened any more.
    try:
        access.for_officer(identity.actor_of(request), petition.pk)
    except NotFound:
        return HttpResponseRedirect(reverse("petitions:worklist"))
    return HttpResponseRedirect(reverse("petitions:petition", args=[petition.pk]))


def _first(act: Act, petition: Petition) -> dict[str, Any]:
    """What the fields begin with."""
    if act.verb == "prepare":
        return dict(proposal(petition))
    if act.verb == "draft":
        founded = "" if petition.founded is None else str(int(petition.founded))
        return {"answer": petition.answer, "founded": founded}
    return {}


def _choices(act: Act, petition: Petition) -> dict[str, Any]:
    """What the lists of the act's fields offer."""
    found: dict[str, Any] = {"about_behaviour": petition.kind == BEHAVIOUR}
    if "agency" in act.fields:
        found["agencies"] = agency_groups()
    if "officer" in act.fields:
        found["officers"] = officers(petition.holder_id)
    return found
