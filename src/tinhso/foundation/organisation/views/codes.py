"""The codes of agencies: which are provisional, and replacing one from a day on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.organisation.actions.replace_agency_code import replace_agency_code
from tinhso.foundation.organisation.info import AgencyInfo, CodeInfo
from tinhso.foundation.organisation.queries.agencies import agencies, agency
from tinhso.foundation.organisation.queries.codes import agency_code_info, code_history, codes_on
from tinhso.foundation.organisation.rules.kinds import LEVELS
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.posted import day, line, typed_day
from tinhso.lib.text import fold

MANAGER = "system_admin"


@never_cache
@access("admin")
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Agencies of today with their codes; a unit's administrator reads, the system's replaces."""
    wanted = fold(line(request.GET, "q", 100))
    which = request.GET.get("loai", "")
    codes = codes_on(today())
    every = sorted(agencies(today()), key=lambda one: LEVELS.index(one.level))
    rows = [(one, codes.get(one.id)) for one in every]
    provisional = sum(1 for _one, code in rows if code and code.provisional)
    if which == "tam":
        rows = [(one, code) for one, code in rows if code and code.provisional]
    if wanted:
        rows = [
            (one, code) for one, code in rows if wanted in fold(f"{one.name} {code.code if code else ''}")
        ]
    context = {
        "rows": rows,
        "typed": line(request.GET, "q", 100),
        "which": which,
        "total": len(every),
        "provisional": provisional,
        "levels": levels(),
    }
    return render(request, "organisation/codes.html", context)


@never_cache
@access("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """One agency: its codes through time, and the form that replaces the present one."""
    actor = actor_of(request)
    try:
        found = agency(agency_id)
    except NotFound:
        raise Http404 from None
    values: dict[str, Any] = {"valid_from": today() + timedelta(days=1)}
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        first = day(request.POST, "valid_from")
        values = {name: line(request.POST, name) for name in ("code", "old_code", "legal_basis")}
        values["valid_from"] = first or typed_day(request.POST, "valid_from")
        try:
            if first is None:
                raise Refused(
                    "agency_code_day",
                    _("Ngày bắt đầu không đúng, ví dụ đúng: 31 12 2026."),
                    field="valid_from",
                )
            new = replace_agency_code(
                actor, agency_id, values["code"], first, values["legal_basis"], values["old_code"]
            )
        except Refused as refused:
            errors, status = {refused.field or "code": str(refused)}, refused.status
        else:
            told = {"code": new.code, "day": f"{new.valid_from:%d/%m/%Y}"}
            messages.success(
                request, _("Mã %(code)s có hiệu lực từ %(day)s. Giấy tờ đã cấp giữ mã cũ.") % told
            )
            return HttpResponseRedirect(reverse("organisation:code", args=[agency_id]))
    own = code_history(agency_id)
    context = {
        "agency": found,
        "history": own,
        "current": _current(found),
        "own": bool(own),
        "today": today(),
        "may": actor.has(MANAGER) and (found.valid_to is None or found.valid_to > today()),
        "values": values,
        "errors": errors,
    }
    return render(request, "organisation/code.html", context, status=status)


def levels() -> dict[str, str]:
    """The levels of government in words."""
    return {"province": _("Cấp tỉnh"), "district": _("Cấp huyện"), "commune": _("Cấp xã")}


def _current(found: AgencyInfo) -> CodeInfo | None:
    """The code on its papers today; None before the first day of its first code."""
    last = found.valid_to
    try:
        return agency_code_info(found.id, min(last, today()) if last else today())
    except NotFound:
        return None
