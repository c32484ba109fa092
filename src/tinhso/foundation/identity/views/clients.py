"""Programs that use the REST API: opening one, giving it tokens, taking them back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import actor_of
from tinhso.foundation.identity.actions.tokens import close_client, create_client, issue_token, revoke_token
from tinhso.foundation.identity.clients import ClientRow, acts_on, all_clients, one_client
from tinhso.foundation.identity.forms.fields import line
from tinhso.foundation.identity.rest import known_scopes
from tinhso.foundation.identity.rules.scopes import scope_name
from tinhso.foundation.organisation.api import agencies
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import FieldError, Invalid

ADMIN = ("system_admin",)
LIVES = (7, 30, 90, 180, 366)
USUAL_DAYS = 90


@never_cache
@access("admin", roles=ADMIN)
def clients(request: HttpRequest) -> HttpResponse:
    """Every program, with what its tokens do."""
    return render(request, "identity/clients.html", {"clients": all_clients()})


@never_cache
@access("admin", roles=ADMIN)
def add(request: HttpRequest) -> HttpResponse:
    """Register a program."""
    known = [(str(agency.id), agency.name) for agency in agencies(today())]
    context: dict[str, Any] = {"agencies": known, "values": {}}
    if request.method != "POST":
        return render(request, "identity/client_add.html", context)
    name, chosen = line(request.POST, "name", 120), request.POST.get("agency", "")
    context["values"] = {"name": name, "agency": chosen}
    try:
        if chosen and chosen not in dict(known):
            raise Invalid([FieldError("agency", _("Hãy chọn một cơ quan trong danh sách."))])
        client_id = create_client(actor_of(request), name, UUID(chosen) if chosen else None)
    except Invalid as invalid:
        context["errors"] = {error.field: error.message for error in invalid.errors}
        return render(request, "identity/client_add.html", context, status=invalid.status)
    messages.success(request, _("Đã đăng ký ứng dụng. Ứng dụng chưa làm được gì cho đến khi có mã truy cập."))
    return redirect("identity:client", client_id=client_id)


@never_cache
@access("admin", roles=ADMIN)
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """One program: its tokens, a form for a new one, what was done with it."""
    return render(request, "identity/client.html", _shown(_found(client_id)))


@never_cache
@access("admin", roles=ADMIN)
def issue(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """A new token, shown on this answer and never again."""
    found = _found(client_id)
    if request.method != "POST":
        return redirect("identity:client", client_id=client_id)
    scopes = [scope for scope in request.POST.getlist("scopes") if scope in known_scopes()]
    typed = request.POST.get("days", "")
    days = int(typed) if typed in map(str, LIVES) else 0
    try:
        if not scopes:
            raise Invalid([FieldError("scopes", _("Hãy chọn ít nhất một phạm vi."))])
        token = issue_token(actor_of(request), client_id, scopes, days)
    except Invalid as invalid:
        context = _shown(found) | {"values": {"scopes": scopes, "days": typed}}
        context["errors"] = {error.field: error.message for error in invalid.errors}
        return render(request, "identity/client.html", context, status=invalid.status)
    return render(request, "identity/client_token.html", {"client": _found(client_id), "token": token})


@never_cache
@access("admin", roles=ADMIN)
def revoke(request: HttpRequest, client_id: UUID, token_id: UUID) -> HttpResponse:
    """Ask, then make a token worthless."""
    found = _found(client_id)
    token = next((token for token in found.tokens if token.id == token_id), None)
    if token is None:
        raise Http404
    if request.method != "POST":
        return render(request, "identity/client_revoke.html", {"client": found, "token": token})
    revoke_token(actor_of(request), token_id)
    messages.success(request, _("Đã thu hồi mã truy cập. Từ lúc này mã không mở được gì nữa."))
    return redirect("identity:client", client_id=client_id)


@require_POST
@access("admin", roles=ADMIN)
def close(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Close a program with all its tokens."""
    close_client(actor_of(request), client_id)
    messages.success(request, _("Đã đóng ứng dụng và thu hồi mọi mã truy cập."))
    return redirect("identity:clients")


def _found(client_id: UUID) -> ClientRow:
    found = one_client(client_id)
    if found is None:
        raise Http404
    return found


def _shown(found: ClientRow) -> dict[str, Any]:
    return {
        "client": found,
        "acts": acts_on(found.id),
        "scopes": [(scope, scope_name(scope), scope) for scope in known_scopes()],
        "scope_name": scope_name,
        "lives": [(str(days), _("%(days)s ngày") % {"days": days}) for days in LIVES],
        "values": {"scopes": [], "days": str(USUAL_DAYS)},
    }
