"""The working hours of a day, from a date on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.worktime.actions.set_hours import set_hours
from tinhso.foundation.worktime.api import today
from tinhso.foundation.worktime.hours import in_force
from tinhso.foundation.worktime.rules.hours_changes import PARTS, told
from tinhso.foundation.worktime.views.days import ADMIN
from tinhso.lib.errors import Invalid
from tinhso.lib.posted import day, line, typed_day

TIMES = tuple(name for part in PARTS for name in part)
WORDS = ("reason", "legal_basis")


@never_cache
@access("admin", roles=ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """The form, filled in with the hours of tomorrow."""
    tomorrow = today() + timedelta(days=1)
    values: dict[str, Any] = {"valid_from": tomorrow}
    for part, span in zip(PARTS, in_force(tomorrow).spans, strict=False):
        values |= {name: f"{at:%H:%M}" for name, at in zip(part, span, strict=True)}
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        typed = {name: line(request.POST, name, 10) for name in TIMES}
        words = {name: line(request.POST, name) for name in WORDS}
        chosen = day(request.POST, "valid_from")
        values = {**typed, **words, "valid_from": chosen or typed_day(request.POST, "valid_from")}
        try:
            change = set_hours(actor_of(request), chosen, typed, **words)
        except Invalid as invalid:
            errors, status = {fault.field: fault.message for fault in invalid.errors}, invalid.status
        else:
            facts = {"day": f"{change.valid_from:%d/%m/%Y}", "hours": change.after}
            messages.success(request, _("Giờ làm việc từ %(day)s: %(hours)s. Hẹn đã cấp giữ nguyên.") % facts)
            return HttpResponseRedirect(reverse("worktime:year"))
    context = {"values": values, "errors": errors, "now_told": told(in_force(today()).spans)}
    return render(request, "worktime/hours.html", context, status=status)
