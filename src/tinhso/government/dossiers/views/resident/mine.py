"""My dossiers and my drafts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.queries.mine import my_dossiers, my_drafts
from tinhso.government.dossiers.views.resident.words import plain_state, short_title, tone
from tinhso.government.procedures import api as procedures


@identity.access("resident")
def mine(request: HttpRequest) -> HttpResponse:
    """Open drafts first, then dossiers, newest first."""
    actor = identity.actor_of(request)
    drafts = my_drafts(actor, after=request.GET.get("nhap", ""))
    page = my_dossiers(actor, after=request.GET.get("sau", ""))
    return render(
        request,
        "dossiers/resident/mine.html",
        {
            "drafts": [(d, procedures.get_version(d.procedure_version_id)) for d in drafts.rows],
            "drafts_first": "?" if request.GET.get("nhap") else None,
            "drafts_next": f"?nhap={drafts.next}" if drafts.next else None,
            "first": "?" if request.GET.get("sau") else None,
            "page": page,
            "plain_state": plain_state,
            "tone": tone,
            "short_title": short_title,
        },
    )
