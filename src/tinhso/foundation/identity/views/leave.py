"""Leave: one's own days, those of the agency for its heads, and who stands in for whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import actor_of
from tinhso.foundation.identity.actions.leave import HEADS, change_substitute, end_leave, record_leave
from tinhso.foundation.identity.forms.fields import date_fault, day, faults_of, typed_date
from tinhso.foundation.identity.info import CapacityInfo
from tinhso.foundation.identity.leaves import leaves_of_agency, possible_substitutes, standing_in
from tinhso.foundation.identity.queries import capacity, people_of_agency
from tinhso.foundation.organisation.api import agency, children
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused

HOME = "identity:leave"


@never_cache
@require_http_methods(["GET", "POST"])
@access("officer")
def leave(request: HttpRequest) -> HttpResponse:
    """Who is away and who stands in; the form records days for oneself or, by a head, for a colleague."""
    actor = actor_of(request)
    chosen = _chosen(request, actor)
    context = _context(actor, chosen)
    if request.method != "POST":
        return render(request, "identity/leave.html", context)
    first, last = day(request.POST, "first_day"), day(request.POST, "last_day")
    faults = {
        name: date_fault(request.POST, name, missing) or _("Ngày này không có trong lịch.")
        for name, value, missing in (
            ("first_day", first, _("Hãy nhập ngày đầu nghỉ.")),
            ("last_day", last, _("Hãy nhập ngày cuối nghỉ.")),
        )
        if value is None
    }
    status = 422
    if first is not None and last is not None:
        try:
            record_leave(actor, chosen.id, first, last, _ident(request.POST.get("substitute", "")))
        except Refused as refused:
            faults, status = faults_of(refused, "first_day"), refused.status
        else:
            messages.success(request, _("Đã ghi ngày nghỉ."))
            return redirect(HOME)
    typed = {name: typed_date(request.POST, name) for name in ("first_day", "last_day")}
    context |= {"errors": faults, "typed": typed, "substitute": request.POST.get("substitute", "")}
    return render(request, "identity/leave.html", context, status=status)


@require_POST
@access("officer")
def end(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """Back at work, or not going at all."""
    try:
        end_leave(actor_of(request), leave_id)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Kỳ nghỉ đã kết thúc."))
    return redirect(HOME)


@require_POST
@access("officer")
def substitute(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """Somebody else stands in from today on."""
    person = _ident(request.POST.get("substitute", ""))
    try:
        if person is None:
            raise Refused("substitute_needed", _("Hãy chọn người thay."))
        change_substitute(actor_of(request), leave_id, person)
    except Refused as refused:
        messages.error(request, "; ".join(faults_of(refused, "substitute").values()))
    else:
        messages.success(request, _("Đã đổi người thay."))
    return redirect(HOME)


def _context(actor: Actor, chosen: CapacityInfo) -> dict[str, Any]:
    assert actor.account_id is not None
    assert actor.agency_id is not None
    heads = actor.has(*HEADS)
    places = [actor.agency_id, *(_below(actor.agency_id) if heads else ())]
    rows = [row for place in places for row in leaves_of_agency(place)]
    shown = rows if heads else [row for row in rows if row.account_id == actor.account_id]
    # Read once for the whole page: everybody on leave has a choice of these.
    every = {place: people_of_agency(place) for place in places}
    known = {one.id: one for found in every.values() for one in found}
    people = [one for one in known.values() if one.lives_on(today())]
    return {
        "chosen": chosen,
        "heads": heads,
        "people": [
            (str(one.id), f"{one.name} · {one.position} · {agency(one.agency_id).name}") for one in people
        ]
        if heads
        else [],
        "able": _able(chosen, every.get(chosen.agency_id)),
        "mine": standing_in(actor.account_id, actor.agency_id),
        "rows": [(row, _able(known[row.capacity_id], every[row.agency_id])) for row in shown],
        "today": today(),
        "typed": {},
        "errors": {},
        "substitute": "",
    }


def _chosen(request: HttpRequest, actor: Actor) -> CapacityInfo:
    """Whose leave the form records: one's own, or a colleague's whom a head chose."""
    asked = request.POST.get("capacity") or request.GET.get("nguoi") or ""
    ident = _ident(asked) or actor.capacity_id
    found = capacity(ident) if ident else None
    if found is None or not _reaches(actor, found):
        raise NotFound("capacity_unknown", _("Không tìm thấy vai trò này."))
    return found


def _reaches(actor: Actor, found: CapacityInfo) -> bool:
    assert actor.agency_id is not None
    if found.account_id == actor.account_id:
        return True
    return actor.has(*HEADS) and found.agency_id in (actor.agency_id, *_below(actor.agency_id))


def _below(agency_id: UUID) -> list[UUID]:
    return [one.id for one in children(agency_id, today())]


def _able(chosen: CapacityInfo, among: list[CapacityInfo] | None) -> list[tuple[str, str]]:
    """Colleagues who could stand in today; the act itself looks at the days that were typed."""
    day_ = max(today(), chosen.valid_from)
    found = possible_substitutes(chosen.account_id, chosen.agency_id, chosen.roles, day_, day_, among=among)
    return [(str(ident), name) for ident, name in found]


def _ident(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
