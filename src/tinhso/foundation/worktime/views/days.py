"""The days of a year that differ from an ordinary week; setting one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access, actor_of, person_name
from tinhso.foundation.worktime.actions.set_day import set_day
from tinhso.foundation.worktime.api import today
from tinhso.foundation.worktime.hours import hours_sets, in_force
from tinhso.foundation.worktime.models import CalendarChange, CalendarDay, HoursChange
from tinhso.foundation.worktime.rules.calendar import DayKind
from tinhso.foundation.worktime.rules.hours_changes import told
from tinhso.lib.errors import FieldError, Invalid
from tinhso.lib.keyset import newest_first
from tinhso.lib.posted import day, line, typed_day

ADMIN = ("system_admin",)
YEARS = range(1990, 2100)
FIELDS = ("kind", "name", "reason", "legal_basis")


@never_cache
@access("admin", roles=ADMIN)
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """One year: neighbouring days of one kind and name share a line; below, what was changed on screen."""
    chosen = _year(request.GET.get("nam", ""))
    rows = CalendarDay.objects.filter(day__year=chosen).order_by("day")
    after, hours_after = request.GET.get("sau", ""), request.GET.get("gio", "")
    changes = newest_first(CalendarChange.objects.filter(day__year=chosen), "made_at", after)
    hours_changes = newest_first(HoursChange.objects.all(), "made_at", hours_after)
    here = f"?nam={chosen}"
    context = {
        "year": chosen,
        "spans": _spans(list(rows)),
        "kinds": kinds(),
        "today": today(),
        "changes": [(c, person_name(c.made_by) if c.made_by else "") for c in changes],
        "hours": told(in_force(min(date(chosen, 12, 31), max(date(chosen, 1, 1), today()))).spans),
        "sets": hours_sets(),
        "told": told,
        "hours_changes": [(c, person_name(c.made_by) if c.made_by else "") for c in hours_changes],
        "pages": (here if after else None, f"{here}&sau={changes.next}" if changes.next else None),
        "hours_pages": (
            here if hours_after else None,
            f"{here}&gio={hours_changes.next}" if hours_changes.next else None,
        ),
    }
    return render(request, "worktime/year.html", context)


@never_cache
@access("admin", roles=ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """The form of one day, filled in with what the calendar says when the day is known."""
    values: dict[str, Any] = _known(request.GET.get("ngay", ""))
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        typed = {name: line(request.POST, name) for name in FIELDS}
        chosen = day(request.POST, "day")
        kind = typed.pop("kind")
        values = {**typed, "kind": kind, "day": chosen or typed_day(request.POST, "day")}
        try:
            if not kind:
                raise Invalid(_kind_missing(chosen))
            change = set_day(actor_of(request), chosen, "" if kind == "ordinary" else kind, **typed)
        except Invalid as invalid:
            errors, status = {fault.field: fault.message for fault in invalid.errors}, invalid.status
        else:
            messages.success(
                request, _("Đã đổi ngày %(day)s. Hẹn đã cấp giữ nguyên.") % {"day": f"{change.day:%d/%m/%Y}"}
            )
            return HttpResponseRedirect(f"{reverse('worktime:year')}?nam={change.day.year}")
    context = {"values": values, "errors": errors, "kinds": _choices()}
    return render(request, "worktime/edit.html", context, status=status)


def kinds() -> dict[str, str]:
    """Every kind of day in words."""
    return {
        DayKind.HOLIDAY: _("Nghỉ lễ, Tết"),
        DayKind.OFF_SWAP: _("Nghỉ hoán đổi"),
        DayKind.WORK_MAKEUP: _("Làm bù"),
        "": _("Ngày thường"),
    }


def _choices() -> list[tuple[str, str, str]]:
    return [
        (DayKind.HOLIDAY, _("Nghỉ lễ, Tết"), _("Cả nước nghỉ, hoặc nghỉ đột xuất theo quyết định")),
        (DayKind.OFF_SWAP, _("Nghỉ hoán đổi"), _("Ngày làm việc được đổi thành ngày nghỉ")),
        (DayKind.WORK_MAKEUP, _("Làm bù"), _("Thứ Bảy hoặc Chủ nhật làm việc thay ngày nghỉ hoán đổi")),
        ("ordinary", _("Trở lại ngày thường"), _("Bỏ ngày nghỉ hoặc ngày làm bù đã khai")),
    ]


def _kind_missing(chosen: date | None) -> list[FieldError]:
    faults = [FieldError("kind", _("Hãy chọn loại ngày."))]
    if chosen is None:
        faults.insert(0, FieldError("day", _("Ngày không đúng, ví dụ đúng: 31 12 2026.")))
    return faults


def _year(text: str) -> int:
    if not text:
        return today().year
    if not (text.isascii() and text.isdigit() and int(text[:5]) in YEARS):
        raise Http404
    return int(text)


def _known(text: str) -> dict[str, Any]:
    try:
        chosen = date.fromisoformat(text)
    except ValueError:
        return {}
    row = CalendarDay.objects.filter(day=chosen).first()
    told = {"kind": row.kind, "name": row.name, "legal_basis": row.legal_basis} if row else {}
    return {"day": chosen, **told}


def _spans(rows: list[CalendarDay]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in rows:
        same = (row.kind, row.name, row.legal_basis, row.verified)
        if found and found[-1]["same"] == same and found[-1]["last"] + timedelta(days=1) == row.day:
            found[-1]["last"] = row.day
            found[-1]["days"].append(row.day)
        else:
            found.append({"first": row.day, "last": row.day, "days": [row.day], "row": row, "same": same})
    return found
