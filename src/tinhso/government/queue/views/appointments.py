"""Booking a slot, and the appointment itself."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.foundation.identity.api import access, actor_of, client_ip, throttle
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.queue.access import appointment_by_secret, public_desk
from tinhso.government.queue.actions._queue import priorities
from tinhso.government.queue.actions.appoint import arrive, book, by_code, cancel
from tinhso.government.queue.queries.buttons import served_fields
from tinhso.government.queue.queries.slots import open_days, open_slots
from tinhso.government.queue.words import appointment_state, field_names
from tinhso.lib.errors import Refused
from tinhso.lib.posted import line

BOOKED, TYPED, WINDOW = 30, 60, 3600
OTHER = "other"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("public")
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """A day, then a slot of it; what is full is told."""
    desk = public_desk(slug)
    fault: Refused | None = None
    if request.method == "POST":
        throttle(f"queue-book:{client_ip(request)}", BOOKED, WINDOW)
        try:
            starts_at = _moment(line(request.POST, "slot", 40))
            field = line(request.POST, "field", 60)
            if not field:
                raise Refused("field_missing", _("Hãy chọn việc bạn đến làm."), field="field")
            priority = line(request.POST, "priority", 60)
            _made, secret = book(
                actor_of(request),
                desk.id,
                starts_at,
                field="" if field == OTHER else field,
                priority=priority,
            )
        except Refused as refused:
            fault = refused
        else:
            return HttpResponseRedirect(reverse("queue:appointment", args=[slug, secret]))
    days = open_days(desk.id)
    chosen = _day(request.GET.get("ngay", ""), days)
    context = {
        "desk": desk,
        "days": days,
        "chosen": chosen,
        "slots": open_slots(desk.id, chosen) if chosen else [],
        "priorities": priorities(),
        "fields": [*served_fields(desk.id), (OTHER, _("Việc khác"))],
        "typed": request.POST,
        "errors": {fault.field or "slot": str(fault)} if fault else {},
    }
    return render(request, "queue/appoint.html", context, status=fault.status if fault else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("public")
def appointment(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """The appointment with its code; here one says that one has come, or gives the place back."""
    desk = public_desk(slug)
    found = appointment_by_secret(desk.id, secret)
    fault: Refused | None = None
    if request.method == "POST":
        try:
            if "cancel" in request.POST:
                cancel(actor_of(request), found.pk)
                return HttpResponseRedirect(request.path)
            _ticket, link = arrive(actor_of(request), found.pk)
        except Refused as refused:
            fault = refused
        else:
            return HttpResponseRedirect(reverse("queue:ticket", args=[slug, link]))
    context = {
        "desk": desk,
        "appointment": found,
        "state": appointment_state(found.state),
        "field": field_names().get(found.field, ""),
        "fault": fault,
    }
    return render(request, "queue/appointment.html", context, status=fault.status if fault else 200)


@never_cache
@require_POST
@access("public")
def arrive_by_code(request: HttpRequest, slug: str) -> HttpResponse:
    """The six digits typed at the kiosk become a number."""
    desk = public_desk(slug)
    kiosk = request.POST.get("may") == "1"
    throttle(f"queue-code:{desk.id}:{client_ip(request)}", TYPED, WINDOW)
    try:
        found = by_code(desk.id, line(request.POST, "code", 10))
        _ticket, link = arrive(actor_of(request), found.pk)
    except Refused as refused:
        context = {"desk": desk, "kiosk": kiosk, "fault": refused}
        return render(request, "queue/refused.html", context, status=refused.status)
    address = reverse("queue:ticket", args=[slug, link])
    return HttpResponseRedirect(f"{address}?may=1" if kiosk else address)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(ZONE)
    except (ValueError, OverflowError):
        raise Refused("slot_missing", _("Hãy chọn một khung giờ."), field="slot") from None


def _day(text: str, days: list[date]) -> date | None:
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        asked = None
    return asked if asked in days else (days[0] if days else None)
