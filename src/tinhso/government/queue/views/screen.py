"""The screen of the hall: who is called where, in big figures; the browser speaks when it may."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access
from tinhso.foundation.worktime.api import today
from tinhso.government.queue.access import counters_on, public_desk
from tinhso.government.queue.models import Ticket
from tinhso.government.queue.queries.waiting import queue_of
from tinhso.government.queue.rules.moves import AT_COUNTER
from tinhso.government.queue.words import spoken

NEXT = 12


@never_cache
@require_safe
@access("public")
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """One tile for each counter, the last call first in sight, and the next numbers below."""
    desk = public_desk(slug)
    rows = Ticket.objects.filter(agency_id=desk.id, day=today(), state__in=AT_COUNTER).select_related(
        "counter"
    )
    at_counter = {row.counter_id: row for row in rows.order_by("called_at")}
    counters = counters_on(desk.id)
    called = sorted(
        (row for row in at_counter.values() if row.state == Ticket.State.CALLED),
        key=lambda row: row.called_at or row.taken_at,
        reverse=True,
    )
    context = {
        "desk": desk,
        "tiles": [(counter, at_counter.get(counter.pk)) for counter in counters],
        "calls": [(f"{row.pk}-{row.calls}", spoken(row)) for row in called],
        "latest": called[0] if called else None,
        "next": queue_of(desk.id)[:NEXT],
    }
    return render(request, "queue/screen.html", context)
