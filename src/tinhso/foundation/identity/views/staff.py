"""The officers of an agency, for its administrator."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import actor_of
from tinhso.foundation.identity.actions.capacities import end_capacity, grant_capacity
from tinhso.foundation.identity.actions.officers import create_officer
from tinhso.foundation.identity.forms.capacity import blank_officer, officer
from tinhso.foundation.identity.forms.fields import date_fault, day, typed_date
from tinhso.foundation.identity.models import Account
from tinhso.foundation.identity.places import described
from tinhso.foundation.identity.queries import capacity, people_of_agency
from tinhso.foundation.identity.rules.roles import PROVINCE_WIDE, ROLES, SYSTEM_ADMIN
from tinhso.foundation.identity.staff_page import people_page
from tinhso.foundation.organisation.api import agencies, agency
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.posted import line


@never_cache
@access("admin")
def people(request: HttpRequest) -> HttpResponse:
    """Who acts for the agency now or soon, or did before: one page, found by name, username or position."""
    actor = actor_of(request)
    chosen = _agency(request, actor)
    ended, text, after = (
        request.GET.get("ds") == "het",
        line(request.GET, "q", 100),
        request.GET.get("sau", ""),
    )
    found = people_page(chosen, ended=ended, text=text, after=after)
    base = {"co-quan": str(chosen)} if actor.has(SYSTEM_ADMIN) else {}
    here = {**base, **({"ds": "het"} if ended else {}), **({"q": text} if text else {})}
    context = {
        "agency": agency(chosen),
        "places": described(found),
        "text": text,
        "ended": ended,
        "base": base,
        "chips": [
            {"label": label, "href": f"?{urlencode({**base, **query})}", "current": current}
            for label, query, current in (
                (_("Đang hoặc sắp có hiệu lực"), {}, not ended),
                (_("Đã hết"), {"ds": "het"}, ended),
            )
        ],
        "first": f"?{urlencode(here)}" if after else None,
        "next": f"?{urlencode({**here, 'sau': found.next})}" if found.next else None,
        "today": today(),
        "choices": _choices(actor),
    }
    return render(request, "identity/staff.html", context)


@never_cache
@access("admin")
def add(request: HttpRequest) -> HttpResponse:
    """Give somebody a capacity; a username that is new opens an account with a first password."""
    actor = actor_of(request)
    chosen = _agency(request, actor)
    roles = [
        (key, name) for key, name in ROLES.items() if key not in PROVINCE_WIDE or actor.has(SYSTEM_ADMIN)
    ]
    context: dict[str, Any] = {"agency": agency(chosen), "roles": roles, "values": blank_officer()}
    if request.method != "POST":
        return render(request, "identity/staff_add.html", context)
    values, faults = officer(request.POST)
    context |= {"values": values, "errors": faults}
    if faults:
        return render(request, "identity/staff_add.html", context, status=422)
    try:
        first_password = _add(actor, chosen, values)
    except Invalid as invalid:
        context["errors"] = {error.field: error.message for error in invalid.errors}
        return render(request, "identity/staff_add.html", context, status=invalid.status)
    if first_password:
        return render(request, "identity/staff_added.html", {**context, "password": first_password})
    offered = any(
        c.awaiting for c in people_of_agency(chosen) if c.account_id == _officer(values["username"])
    )
    messages.success(
        request,
        _("Cán bộ này đang làm ở cơ quan khác. Vai trò có hiệu lực khi họ nhận.")
        if offered
        else _("Đã giao vai trò."),
    )
    return redirect(f"/quan-tri/nhan-su/?co-quan={chosen}")


@never_cache
@access("admin")
def end(request: HttpRequest, capacity_id: UUID) -> HttpResponse:
    """Let a capacity end with a day."""
    found = capacity(capacity_id)
    actor = actor_of(request)
    if found is None or not (actor.has(SYSTEM_ADMIN) or found.agency_id == actor.agency_id):
        raise Http404
    context: dict[str, Any] = {"place": described([found])[0], "value": today()}
    if request.method != "POST":
        return render(request, "identity/staff_end.html", context)
    last_day = day(request.POST, "valid_to")
    try:
        if last_day is None:
            fault = date_fault(request.POST, "valid_to", _("Hãy nhập ngày làm việc cuối cùng."))
            raise Refused("invalid", fault or "", field="valid_to")
        end_capacity(actor, capacity_id, last_day)
    except Refused as refused:
        context |= {"value": typed_date(request.POST, "valid_to"), "errors": {"valid_to": refused.message}}
        return render(request, "identity/staff_end.html", context, status=refused.status)
    messages.success(request, _("Vai trò sẽ kết thúc vào cuối ngày đã chọn."))
    return redirect(f"/quan-tri/nhan-su/?co-quan={found.agency_id}")


def _add(actor: Actor, agency_id: UUID, values: dict[str, Any]) -> str:
    """The first password when an account was opened, else nothing."""
    with transaction.atomic():
        account_id = _officer(values["username"])
        first_password = ""
        if account_id is None:
            first_password = secrets.token_urlsafe(12)
            account_id = create_officer(actor, values["username"], values["name"], first_password)
        grant_capacity(
            actor,
            account_id,
            agency_id,
            values["roles"],
            values["position"],
            values["valid_from"],
            values["valid_to"],
        )
    return first_password


def _officer(username: str) -> UUID | None:
    return (
        Account.objects.filter(login=username, kind=Account.Kind.OFFICER).values_list("pk", flat=True).first()
    )


def _agency(request: HttpRequest, actor: Actor) -> UUID:
    """The agency being administered: one's own; a system administrator may look at any."""
    assert actor.agency_id is not None
    asked = request.GET.get("co-quan", "")
    if not asked or not actor.has(SYSTEM_ADMIN):
        return actor.agency_id
    try:
        return agency(UUID(asked)).id
    except ValueError:
        raise Http404 from None


def _choices(actor: Actor) -> list[tuple[str, str]]:
    return [(str(a.id), a.name) for a in agencies(today())] if actor.has(SYSTEM_ADMIN) else []
