"""What the province has set, since when and why; setting a new value from a day on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.foundation.identity.api import access, actor_of, person_name
from tinhso.foundation.province.actions.set_value import earliest, set_value
from tinhso.foundation.province.actions.withdraw_value import withdraw_value
from tinhso.foundation.province.queries import history, setting
from tinhso.foundation.province.rules.settings import known_key, may_change, screen_keys
from tinhso.foundation.province.texts import choices_of, groups, hint_of, name_of, shown
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.posted import day, line, typed_day

ADMIN = ("system_admin",)


@never_cache
@access("admin", roles=ADMIN)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every value that holds today, and what is announced."""
    blocks = []
    for prefix, title in groups():
        keys = [key for key in screen_keys() if key.rpartition(".")[0] == prefix]
        blocks.append({"title": title, "rows": [_row(key) for key in keys]})
    return render(request, "province/settings.html", {"blocks": blocks})


@never_cache
@access("admin", roles=ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def value(request: HttpRequest, key: str) -> HttpResponse:
    """One key: its history, and the form of a new value."""
    if not may_change(key):
        raise Http404
    typed: dict[str, Any] = {
        "value": setting(key),
        "valid_from": earliest(key),
        "reason": "",
        "legal_basis": "",
    }
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        first = day(request.POST, "valid_from")
        typed = {name: line(request.POST, name) for name in ("value", "reason", "legal_basis")}
        typed["valid_from"] = first or typed_day(request.POST, "valid_from")
        try:
            set_value(actor_of(request), key, typed["value"], first, typed["reason"], typed["legal_basis"])
        except Invalid as invalid:
            errors, status = {fault.field: fault.message for fault in invalid.errors}, invalid.status
        except Refused as refused:
            errors, status = {refused.field or "value": str(refused)}, refused.status
        else:
            messages.success(
                request, _("Đã đặt giá trị mới. Thay đổi nằm trong tệp settings.csv của lần xuất sau.")
            )
            return HttpResponseRedirect(reverse("province:setting", args=[key]))
    context = {
        "key": key,
        "name": name_of(key),
        "hint": hint_of(key),
        "kind": known_key(key).kind,
        "choices": choices_of(key),
        "now": shown(key, setting(key)),
        "earliest": earliest(key),
        "past": _history(key),
        "values": typed,
        "errors": errors,
    }
    return render(request, "province/setting.html", context, status=status)


@access("admin", roles=ADMIN)
@require_POST
def withdraw(request: HttpRequest, setting_id: UUID) -> HttpResponse:
    """Take back a value that does not hold yet."""
    try:
        key = withdraw_value(actor_of(request), setting_id)
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("province:settings"))
    messages.success(request, _("Đã bỏ giá trị chưa áp dụng."))
    return HttpResponseRedirect(reverse("province:setting", args=[key]))


def _row(key: str) -> dict[str, Any]:
    rows = history(key)
    coming = [row for row in rows if row.valid_from > today()]
    held = next((row for row in rows if row.valid_from <= today()), None)
    return {
        "key": key,
        "name": name_of(key),
        "value": shown(key, setting(key)),
        "since": held.valid_from if held and held.valid_from.year > 1900 else None,
        "coming": [{"value": shown(key, row.value), "valid_from": row.valid_from} for row in coming],
    }


def _history(key: str) -> list[dict[str, Any]]:
    """The latest first; a value without a day of its own held since the records begin."""
    found = []
    for row in history(key):
        found.append(
            {
                "id": row.pk,
                "value": shown(key, row.value),
                "since": row.valid_from if row.valid_from.year > 1900 else None,
                "reason": row.reason,
                "basis": row.legal_basis,
                "by": person_name(row.made_by) if row.made_by else "",
                "at": row.made_at,
                "coming": row.valid_from > today(),
                "on_screen": row.on_screen,
            }
        )
    return found
