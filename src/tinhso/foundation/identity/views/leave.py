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
from tinhso.foundation.identity.leaves import (
    LeaveInfo,
    leave_of,
    leaves_page,
    people_to_choose,
    possible_substitutes,
    standing_in,
)
from tinhso.foundation.identity.queries import capacity
from tinhso.foundation.organisation.api import agency, children
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.searching import looks_first, words

HOME = "identity:leave"


@never_cache
@require_http_methods(["GET", "POST"])
@access("officer")
def leave(request: HttpRequest) -> HttpResponse:
    """Who is away and who stands in; the form records days for oneself or, by a head, for a colleague."""
    actor = actor_of(request)
    chosen = _chosen(request, actor)
    context = _context(request, actor, chosen)
    if request.method != "POST":
        return render(request, "identity/leave.html", context)
    picked = request.POST.get("substitute", "")
    typed = {name: typed_date(request.POST, name) for name in ("first_day", "last_day")}
    if looks_first(request.POST):
        found = [str(ident) for ident, _name in context["able"]]
        picked = found[0] if len(found) == 1 else picked if picked in found else ""
        missing = (
            {} if found else {"substitute": _("Không có ai làm thay được mang tên này. Hãy gõ tên khác.")}
        )
        context |= {"typed": typed, "substitute": picked, "errors": missing}
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
            record_leave(actor, chosen.id, first, last, _ident(picked))
        except Refused as refused:
            faults, status = faults_of(refused, "first_day"), refused.status
        else:
            messages.success(request, _("Đã ghi ngày nghỉ."))
            return redirect(HOME)
    context |= {"errors": faults, "typed": typed, "substitute": picked}
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


def _context(request: HttpRequest, actor: Actor, chosen: CapacityInfo) -> dict[str, Any]:
    assert actor.account_id is not None
    assert actor.agency_id is not None
    heads, after = actor.has(*HEADS), request.GET.get("sau", "")
    places = [actor.agency_id, *(_below(actor.agency_id) if heads else ())]
    rows = leaves_page(places, None if heads else actor.account_id, after)
    asked = request.GET.get("tim", "").strip()[:100]
    people = people_to_choose(places, asked) if heads else Cut()
    changed = leave_of(request.GET.get("doi", ""))
    if changed is not None and not (heads and changed.agency_id in places):
        changed = changed if changed.account_id == actor.account_id else None
    text = words(request.POST, "substitute")
    return {
        "chosen": chosen,
        "heads": heads,
        "people": _listed(people, chosen, asked),
        "many": people.more or bool(asked),
        "asked": asked,
        "able": _able(chosen, text),
        "text": text,
        "mine": standing_in(actor.account_id, actor.agency_id),
        "rows": rows,
        "changed": changed,
        "others": _others(changed, request.GET.get("thay", "").strip()[:100]) if changed else Cut(),
        "thay": request.GET.get("thay", "").strip()[:100],
        "first": "?" if after else None,
        "next": f"?sau={rows.next}" if rows.next else None,
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


def _listed(people: Cut[tuple[UUID, str, UUID]], chosen: CapacityInfo, asked: str) -> list[tuple[str, str]]:
    """Options of those found; whose leave the form records is among them while nobody is looked for."""
    first = (chosen.id, f"{chosen.name} · {chosen.position}", chosen.agency_id)
    shown = [first] if people and not asked and chosen.id not in {one[0] for one in people} else []
    return [(str(ident), f"{name} · {agency(place).name}") for ident, name, place in [*shown, *people]]


def _able(chosen: CapacityInfo, text: str) -> Cut[tuple[UUID, str]]:
    """Colleagues who could stand in today; the act itself looks at the days that were typed."""
    on = max(today(), chosen.valid_from)
    return possible_substitutes(chosen.account_id, chosen.agency_id, chosen.roles, on, on, text=text)


def _others(leave: LeaveInfo, text: str) -> Cut[tuple[UUID, str]]:
    """Who could stand in from today on instead."""
    on = max(today(), leave.first_day)
    return possible_substitutes(leave.account_id, leave.agency_id, leave.roles, on, leave.last_day, text=text)


def _ident(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
