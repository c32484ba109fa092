"""The records behind what the platform counted beside a declared value: for whoever may read that value."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agency
from tinhso.government.indices import access
from tinhso.government.indices.actions._frame import component
from tinhso.government.indices.queries import beside
from tinhso.government.indices.queries.quality import scope_of
from tinhso.government.indices.views._records import listing
from tinhso.lib.errors import NotFound


@identity.access("officer", roles=access.READERS)
def records(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """Every record of the declaring agency that was counted, or was not, in the campaign's period.

    Opens for the declaring agency, who verifies it and who coordinates; a dossier's own page only for who may read it.
    """
    actor = identity.actor_of(request)
    value = access.value_of(actor, value_id)
    campaign, place = value.member.campaign, agency(value.member.agency_id)
    one = component(campaign, value.component)
    found = beside.of_value(value, one)
    if found is None:
        raise NotFound("nothing_measured", _("Nền tảng không đo chỉ số này."))
    procedure = request.GET.get("tt", "")[:40]
    page = listing(
        request,
        actor,
        found.measure,
        scope_of(place.id, procedure=procedure),
        beside.window_of(campaign),
        place=False,
    )
    page |= {"value": value, "component": one, "agency": place, "campaign": campaign, "found": found}
    return render(request, "indices/self/records.html", page)
