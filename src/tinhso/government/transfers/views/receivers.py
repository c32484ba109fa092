"""The administrator's page: which desk takes paper over for whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.procedures import api as procedures
from tinhso.government.transfers.access import MANAGER
from tinhso.government.transfers.actions.arrange import DESK_KINDS, end_receiver, set_receiver
from tinhso.government.transfers.models import EVERY
from tinhso.government.transfers.queries.receivers import rows_on
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.posted import day, line, typed_day


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


@require_POST
@access("admin", roles=(MANAGER,))
def end(request: HttpRequest, receiver_id: UUID) -> HttpResponse:
    """Today is the row's last day."""
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
    units = organisation.units(today())
    titles = {one.code: one.title for one in procedures.procedures()}
    context = {
        "rows": rows_on(today()),
        "units": sorted(
            ((one.code, one.name) for one in units if one.level != "district"), key=lambda one: one[1]
        ),
        "unit_names": {one.code: one.name for one in units},
        "titles": titles,
        "every": EVERY,
        "desks": [(one.slug, one.name) for one in organisation.agencies(today()) if one.kind in DESK_KINDS],
        "typed": typed or {},
        "errors": errors or {},
        "today": today(),
        "worklists": dossiers.worklists(actor_of(request), "receivers"),
    }
    return render(request, "transfers/receivers.html", context, status=status)
