"""Choosing the capacity in which an officer acts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import CAPACITY_KEY, actor_of
from tinhso.foundation.identity.actions.capacities import answer_offer
from tinhso.foundation.identity.actions.sign_in import rotate
from tinhso.foundation.identity.next_page import safe_next
from tinhso.foundation.identity.places import described
from tinhso.foundation.identity.queries import capacities, offered_capacities
from tinhso.foundation.records.api import Subject, record
from tinhso.lib.errors import Forbidden


@never_cache
@access("staff")
def switch(request: HttpRequest) -> HttpResponse:
    """One's living capacities; choosing one gives the session a new key, since rights change."""
    actor = actor_of(request)
    assert actor.account_id is not None
    living = capacities(actor.account_id)
    if request.method != "POST":
        context = {
            "places": described(living),
            "offers": described(offered_capacities(actor.account_id)),
            "current": actor.capacity_id,
            "next": request.GET.get("next", ""),
        }
        return render(request, "identity/switch.html", context)
    chosen = next((c for c in living if str(c.id) == request.POST.get("capacity")), None)
    if chosen is None:
        raise Forbidden("capacity_not_yours", _("Đây không phải vai trò còn hiệu lực của bạn."))
    request.session[CAPACITY_KEY] = str(chosen.id)
    rotate(request)
    record(actor_of(request), "capacity.switch", Subject("capacity", chosen.id))
    target = request.POST.get("next", "")
    return HttpResponseRedirect(
        safe_next(target, request.get_host(), secure=request.is_secure(), default="/can-bo/")
    )


@require_POST
@access("staff")
def answer(request: HttpRequest, capacity_id: UUID) -> HttpResponse:
    """Accept or decline what another agency offers."""
    accept = request.POST.get("answer") == "accept"
    answer_offer(actor_of(request), capacity_id, accept=accept)
    messages.success(request, _("Đã nhận vai trò.") if accept else _("Đã từ chối vai trò."))
    return redirect("identity:switch_capacity")
