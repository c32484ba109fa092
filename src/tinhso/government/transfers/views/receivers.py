"""The administrator's page: which desk takes paper over for whom."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.procedures import api as procedures
from tinhso.government.transfers.access import MANAGER
from tinhso.government.transfers.actions.arrange import DESK_KINDS, end_receiver, set_receiver
from tinhso.government.transfers.models import EVERY, Receiver
from tinhso.government.transfers.queries.receivers import one, page_on
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.posted import day, line, typed_day
from tinhso.lib.text import fold, sort_key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("admin", roles=(MANAGER,))
def receivers(request: HttpRequest) -> HttpResponse:
    """What holds now and later, and the form of a new row."""
    if request.method != "POST":
        return _draw(request)
    typed: dict[str, Any] = {
        name: line(request.POST, name) for name in ("unit", "procedure", "desk", "basis")
    }
    typed["valid_from"] = day(request.POST, "valid_from") or typed_day(request.POST, "valid_from")
    try:
        desk = organisation.agency_by_slug(typed["desk"]).id if typed["desk"] else None
        set_receiver(
            actor_of(request),
            typed["unit"],
            typed["procedure"],
            desk,
            day(request.POST, "valid_from"),
            typed["basis"],
        )
    except Invalid as invalid:
        return _draw(request, typed, {fault.field: fault.message for fault in invalid.errors}, invalid.status)
    messages.success(request, _("Đã khai nơi nhận bàn giao."))
    return HttpResponseRedirect(request.path)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("admin", roles=(MANAGER,))
def end(request: HttpRequest, receiver_id: UUID) -> HttpResponse:
    """Asks first, then today is the row's last day."""
    if request.method != "POST":
        row = one(receiver_id)
        context = {
            "row": row,
            "unit": _unit_names().get(row.unit_code, row.unit_code),
            "every": EVERY,
            "titles": _titles([row]),
            "worklists": dossiers.worklists(actor_of(request), "receivers"),
        }
        return render(request, "transfers/end_receiver.html", context)
    try:
        end_receiver(actor_of(request), receiver_id)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Khai báo hết hiệu lực sau hôm nay. Hồ sơ đang chuyển vẫn đi tiếp."))
    return HttpResponseRedirect(reverse("transfers:receivers"))


def _draw(
    request: HttpRequest,
    typed: dict[str, Any] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    names, asked = _unit_names(), {name: line(request.GET, name) for name in ("don-vi", "thu-tuc")}
    rows, after = page_on(
        today(),
        units=_units_like(asked["don-vi"], names),
        procedure=asked["thu-tuc"],
        after=request.GET.get("sau", ""),
    )
    query = urlencode({key: value for key, value in asked.items() if value})
    context = {
        "rows": rows,
        "asked": asked,
        "next": f"?{urlencode({**asked, 'sau': after})}" if after else None,
        "first": f"?{query}" if request.GET.get("sau") else None,
        "units": sorted(
            ((one.code, one.name) for one in organisation.units(today()) if one.level != "district"),
            key=lambda one: sort_key(one[1]),
        ),
        "unit_names": names,
        "titles": _titles(rows),
        "every": EVERY,
        "desks": [(one.slug, one.name) for one in organisation.agencies(today()) if one.kind in DESK_KINDS],
        "typed": typed or {},
        "errors": errors or {},
        "today": today(),
        "worklists": dossiers.worklists(actor_of(request), "receivers"),
    }
    return render(request, "transfers/receivers.html", context, status=status)


def _unit_names() -> dict[str, str]:
    return {one.code: one.name for one in organisation.units(today())}


def _units_like(text: str, names: dict[str, str]) -> list[str] | None:
    """The units whose name holds the words, with or without diacritics, or whose code it is; None for no words."""
    if not text:
        return None
    return [code for code, name in names.items() if code == text or fold(text) in fold(name)]


def _titles(rows: list[Receiver]) -> dict[str, str]:
    """The titles of the procedures that these rows name."""
    codes = {row.procedure_code for row in rows}
    briefs = procedures.some(procedures.narrowed(codes, today()), None, len(codes), today())
    return {brief.code: brief.title for _place, brief in briefs}
