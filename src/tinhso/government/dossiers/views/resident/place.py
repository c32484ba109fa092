"""Where the dossier is decided: the commune, and from it the competent agency of today."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers.actions.drafts import save_draft
from tinhso.government.dossiers.views.resident import drafting, pending
from tinhso.government.dossiers.views.resident.doors import of_draft
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import Refused


@require_http_methods(["GET", "POST"])
@identity.access("public")
@of_draft("track")
def place(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Choose the commune; the page then names the agency that will decide."""
    filing = drafting.open_filing(request, draft_id)
    typed = request.POST if request.method == "POST" else pending.take_up(request)
    errors: dict[str, str] = {}
    chosen = filing.draft.unit_code
    if typed is not None:
        chosen = str(typed.get("commune", ""))
        agency, errors = _agency(filing, chosen)
        if agency is not None:
            save_draft(
                identity.actor_of(request),
                draft_id,
                page=drafting.PLACE,
                competent_agency_id=agency.id,
                unit_code=chosen,
            )
            return drafting.go_on(request, draft_id, drafting.PLACE)
    page = drafting.context(
        filing, drafting.PLACE, communes=drafting.communes(), chosen=chosen, errors=errors
    )
    return render(request, "dossiers/resident/place.html", page, status=422 if errors else 200)


def _agency(filing: drafting.Filing, commune: str) -> tuple[organisation.AgencyInfo | None, dict[str, str]]:
    if commune not in {code for code, _name in drafting.communes()}:
        return None, {"commune": _("Hãy chọn xã, phường.")}
    try:
        return procedures.agency_for(filing.version, commune, worktime.today()), {}
    except Refused as refused:
        return None, {"commune": refused.message}
