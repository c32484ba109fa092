"""Taking a number: the kiosk's page, the telephone's page, and the number itself."""

from __future__ import annotations

from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access, actor_of, client_ip, throttle
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime.api import today
from tinhso.government.queue.access import counters_on, public_desk, ticket_by_secret
from tinhso.government.queue.actions._queue import priorities
from tinhso.government.queue.actions.take_ticket import take_ticket
from tinhso.government.queue.models import Counter, Ticket
from tinhso.government.queue.queries.buttons import buttons_on
from tinhso.government.queue.queries.slots import plan_on
from tinhso.government.queue.queries.waiting import place_of, waiting
from tinhso.government.queue.words import field_names, span, state_name, wish
from tinhso.lib.errors import Refused
from tinhso.lib.posted import line

# A whole hall may stand behind one address.
TAKEN, WINDOW = 120, 600


@require_safe
@access("public")
def desks(request: HttpRequest) -> HttpResponse:
    """The desks where numbers are taken today."""
    day = today()
    rows = Counter.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day)
    found = [organisation.agency(pk) for pk in rows.values_list("agency", flat=True).distinct()]
    return render(request, "queue/desks.html", {"desks": sorted(found, key=lambda one: one.name)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("public")
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Big buttons: what it is about, who goes first; one press takes the number."""
    desk = public_desk(slug)
    kiosk = (request.POST if request.method == "POST" else request.GET).get("may") == "1"
    fault: Refused | None = None
    if request.method == "POST":
        throttle(f"queue:{desk.id}:{client_ip(request)}", TAKEN, WINDOW)
        try:
            _ticket, secret = take_ticket(
                actor_of(request),
                desk.id,
                source=Ticket.Source.KIOSK if kiosk else Ticket.Source.PHONE,
                field=line(request.POST, "field", 60),
                priority=line(request.POST, "priority", 60),
                button_id=_ident(line(request.POST, "button", 40)),
            )
        except Refused as refused:
            fault = refused
        else:
            address = reverse("queue:ticket", args=[slug, secret])
            return HttpResponseRedirect(f"{address}?may=1" if kiosk else address)
    counters, buttons = counters_on(desk.id), list(buttons_on(desk.id))
    context = {
        "desk": desk,
        "kiosk": kiosk,
        "open": bool(counters),
        "buttons": buttons,
        "wishes": [] if buttons else _wishes(counters),
        "priorities": priorities(),
        "waiting": len(waiting(desk.id, today())),
        "appointments": plan_on(desk.id, today()) is not None,
        "fault": fault,
    }
    return render(request, "queue/take.html", context, status=fault.status if fault else 200)


@never_cache
@require_safe
@access("public")
def ticket(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """The number: how many are before it and how long that may take; at the kiosk it prints and goes home."""
    desk = public_desk(slug)
    found = ticket_by_secret(desk.id, secret)
    ahead, expected = place_of(found) if found.state == Ticket.State.WAITING else (0, None)
    context = {
        "desk": desk,
        "ticket": found,
        "secret": secret,
        "kiosk": request.GET.get("may") == "1",
        "ahead": ahead,
        "expected": span(expected) if expected is not None else "",
        "state": state_name(found.state),
        "wish": wish(found, field_names()),
        "over": found.day < today(),
    }
    return render(request, "queue/ticket.html", context)


@require_safe
@access("public")
def qr(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """The link of the number as a QR code, for whoever took it at the kiosk and has a telephone."""
    ticket_by_secret(public_desk(slug).id, secret)
    address = request.build_absolute_uri(reverse("queue:ticket", args=[slug, secret]))
    image = segno.make(address, error="m").svg_inline(scale=4, border=2)
    answer = HttpResponse(
        image.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), content_type="image/svg+xml"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def _ident(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _wishes(counters: list[Counter]) -> list[tuple[str, str]]:
    """The buttons: every field that a counter names, or all fields in words where counters serve everything."""
    names = field_names()
    keys = {key for counter in counters for key in counter.fields}
    return sorted(((key, names[key]) for key in keys if key in names), key=lambda one: one[1])
