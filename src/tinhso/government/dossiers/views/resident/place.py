"""Where the dossier is decided: the commune, and from it the competent agency of today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers.actions.drafts import save_draft
from tinhso.government.dossiers.views.resident import clash, drafting, pending, steps
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
    told: clash.Clash | None = None
    chosen = filing.draft.unit_code
    if typed is not None:
        chosen = str(typed.get("commune", ""))
        agency, errors = _agency(filing, chosen)
        if agency is not None:
            told = _clash(filing, typed, chosen)
        if agency is not None and told is None:
            save_draft(
                identity.actor_of(request),
                draft_id,
                page=steps.PLACE,
                competent_agency_id=agency.id,
                unit_code=chosen,
                expected_version=filing.draft.version,
            )
            return drafting.go_on(request, draft_id, steps.PLACE)
    page = drafting.context(
        filing, steps.PLACE, communes=drafting.communes(), chosen=chosen, errors=errors, clash=told
    )
    status = 409 if told else 422 if errors else 200
    return render(request, "dossiers/resident/place.html", page, status=status)


def _clash(filing: drafting.Filing, typed: Mapping[str, Any], chosen: str) -> clash.Clash | None:
    if not clash.changed(typed, filing.draft.version, filing.part(steps.PLACE)):
        return None
    names = dict(drafting.communes())
    saved = names.get(filing.draft.unit_code, "")
    rows = clash.differing([(_("Xã, phường"), saved, names.get(chosen, ""))])
    return clash.Clash(filing.draft.saved_at, rows) if rows else None


def _agency(filing: drafting.Filing, commune: str) -> tuple[organisation.AgencyInfo | None, dict[str, str]]:
    if commune not in {code for code, _name in drafting.communes()}:
        return None, {"commune": _("Hãy chọn xã, phường.")}
    try:
        agency = procedures.agency_for(filing.version, commune, worktime.today())
        procedures.require_open(filing.version, agency.id, worktime.today(), filing_online=True)
    except Refused as refused:
        return None, {"commune": str(refused)}
    return agency, {}
