"""The head's pages: counters and appointments of the desk."""

from __future__ import annotations

import re
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
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.queue.access import HEADS, headed_desk
from tinhso.government.queue.actions.arrange import close_counter, open_counter, plan_appointments
from tinhso.government.queue.models import AppointmentPlan, Counter
from tinhso.government.queue.queries.buttons import buttons_on
from tinhso.government.queue.words import field_names
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.posted import day, line, typed_day

PLAN = ("minutes", "places", "days_ahead")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("officer", roles=HEADS)
def counters(request: HttpRequest) -> HttpResponse:
    """The counters with their days, and the form of a new one."""
    if request.method != "POST":
        return draw(request)
    place = headed_desk(actor_of(request))
    typed: dict[str, Any] = {
        "number": line(request.POST, "number", 4),
        "fields": request.POST.getlist("fields"),
        "procedures": line(request.POST, "procedures", 500),
        "valid_from": day(request.POST, "valid_from") or typed_day(request.POST, "valid_from"),
    }
    try:
        open_counter(
            actor_of(request),
            place.id,
            _number(typed["number"]),
            fields=typed["fields"],
            codes=[code for code in re.split(r"[\s,;]+", typed["procedures"]) if code],
            valid_from=day(request.POST, "valid_from"),
        )
    except Invalid as invalid:
        return draw(request, typed, {fault.field: fault.message for fault in invalid.errors}, invalid.status)
    messages.success(request, _("Đã khai quầy %(number)s.") % {"number": typed["number"]})
    return HttpResponseRedirect(request.path)


@require_POST
@access("officer", roles=HEADS)
def close(request: HttpRequest, counter_id: UUID) -> HttpResponse:
    """Today is the counter's last day."""
    try:
        closed = close_counter(actor_of(request), counter_id)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Quầy %(number)s làm việc hết hôm nay.") % {"number": closed.number})
    return HttpResponseRedirect(reverse("queue:counters"))


@require_POST
@access("officer", roles=HEADS)
def plan(request: HttpRequest) -> HttpResponse:
    """What holds for appointments from today on."""
    typed = {key: line(request.POST, key, 4) for key in PLAN}
    try:
        values = {key: _number(text) for key, text in typed.items()}
        plan_appointments(
            actor_of(request),
            headed_desk(actor_of(request)).id,
            minutes=values["minutes"],
            places=values["places"],
            days_ahead=values["days_ahead"],
        )
    except Invalid as invalid:
        return draw(request, typed, {fault.field: fault.message for fault in invalid.errors}, invalid.status)
    messages.success(request, _("Đã đổi lịch hẹn từ hôm nay. Hẹn đã đặt giữ nguyên."))
    return HttpResponseRedirect(reverse("queue:counters"))


def draw(
    request: HttpRequest,
    typed: dict[str, Any] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with what was typed into one of its forms, and what is wrong with it."""
    actor = actor_of(request)
    place = headed_desk(actor)
    names = field_names()
    rows = Counter.objects.filter(agency_id=place.id).exclude(valid_to__lt=today())
    plan_now = AppointmentPlan.objects.filter(agency_id=place.id).order_by("-valid_from").first()
    context = {
        "desk": place,
        "rows": rows.order_by("number", "valid_from"),
        "names": names,
        "fields": sorted(names.items(), key=lambda one: one[1]),
        "plan": plan_now,
        "buttons": list(buttons_on(place.id)),
        "typed": typed or {},
        "errors": errors or {},
        "today": today(),
        "worklists": dossiers.worklists(actor, "queue"),
    }
    return render(request, "queue/counters.html", context, status=status)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
