"""What everybody may read: answered petitions without personal data, and whether people are satisfied."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tinhso.foundation.identity import api as identity
from tinhso.government.petitions.actions.react import voice
from tinhso.government.petitions.models import Reaction
from tinhso.government.petitions.queries.lists import published, published_one
from tinhso.government.petitions.rules.moves import KINDS
from tinhso.government.petitions.rules.satisfaction import verdict
from tinhso.government.petitions.views.own import secret_for
from tinhso.government.petitions.views.tracking import say


@identity.access("public")
def listing(request: HttpRequest) -> HttpResponse:
    """The public list, the newest first."""
    after = request.GET.get("sau", "")
    found = published(after)
    page = {
        "rows": [(row, verdict(row.likes, row.dislikes)) for row in found.rows],
        "next": f"?sau={found.next}" if found.next else None,
        "first": reverse("petitions:public") if after else None,
        "kinds": KINDS,
    }
    return render(request, "petitions/resident/public.html", page)


@identity.access("public")
def one(request: HttpRequest, petition_id: UUID) -> HttpResponse:
    """One petition and its answer."""
    petition = published_one(petition_id)
    speaker = voice(identity.actor_of(request), petition, secret_for(request, petition.code))
    said = speaker is not None and Reaction.objects.filter(petition=petition, voter=speaker).exists()
    page = {
        "petition": petition,
        "kinds": KINDS,
        "verdict": verdict(petition.likes, petition.dislikes),
        "may_react": speaker is not None and not said,
        "reacted": said,
    }
    return render(request, "petitions/resident/public_one.html", page)


@require_POST
@identity.access("public")
def react_public(request: HttpRequest, petition_id: UUID) -> HttpResponse:
    """Satisfied or not, by anybody with a resident's account or this petition's receipt."""
    petition = published_one(petition_id)
    say(request, petition, secret_for(request, petition.code))
    return HttpResponseRedirect(reverse("petitions:public_one", args=[petition_id]))
