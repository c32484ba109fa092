"""The queue of a desk's day as the rules of order see it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from tinhso.foundation.worktime.api import now, today
from tinhso.government.queue.access import counters_on
from tinhso.government.queue.models import Counter, Ticket, TicketMove
from tinhso.government.queue.rules import order
from tinhso.government.queue.rules.times import expected, times

# Serving times are measured over so many days, and a counter counts as working so long after its last call.
MEASURED = timedelta(days=14)
WORKING = timedelta(minutes=60)
MOST_MEASURED = 300


def serves(counter: Counter) -> order.Serves:
    """A counter as the rules see it."""
    return order.Serves(counter.pk, frozenset(counter.fields), frozenset(counter.procedures))


def waiting(agency_id: UUID, day: date) -> list[order.Waiting]:
    """The numbers that wait, as the rules see them."""
    rows = Ticket.objects.filter(agency_id=agency_id, day=day, state=Ticket.State.WAITING)
    rows = rows.select_related("button")
    counters = [serves(one) for one in counters_on(agency_id)]
    found = (
        order.Waiting(
            row.pk,
            row.serial,
            row.field,
            row.procedure,
            bool(row.priority),
            row.counter_id,
            row.due_at,
            frozenset(row.button.procedures if row.button else ()),
        )
        for row in rows
    )
    return [order.reachable(one, counters) for one in found]


def queue_of(agency_id: UUID) -> list[Ticket]:
    """Today's waiting numbers in the order in which they are called."""
    rows = {
        row.pk: row
        for row in Ticket.objects.filter(
            agency_id=agency_id, day=today(), state=Ticket.State.WAITING
        ).select_related("counter", "button")
    }
    return [rows[one.id] for one in order.ordered(waiting(agency_id, today()), now()) if one.id in rows]


def place_of(ticket: Ticket) -> tuple[int, timedelta | None]:
    """How many are called before this number, and how long that may take (None: too little measured)."""
    counters = [serves(one) for one in counters_on(ticket.agency_id)]
    ahead = order.before(ticket.pk, waiting(ticket.agency_id, ticket.day), counters, now())
    return ahead, expected(ahead, measured(ticket.agency_id), _working(ticket.agency_id))


def measured(agency_id: UUID) -> list[timedelta]:
    """The serving times of the newest numbers that were served within the last days."""
    since = today() - MEASURED
    newest = Ticket.objects.filter(agency_id=agency_id, day__gte=since, state=Ticket.State.DONE)
    chosen = list(newest.order_by("-day", "-serial").values_list("pk", flat=True)[:MOST_MEASURED])
    return [one.served for one in (times(moves) for moves in moves_of(chosen).values()) if one.served]


def moves_of(tickets: list[UUID]) -> dict[UUID, list[tuple[str, datetime]]]:
    """The moves of numbers, in order of time."""
    found: dict[UUID, list[tuple[str, datetime]]] = {pk: [] for pk in tickets}
    rows = TicketMove.objects.filter(ticket_id__in=tickets).order_by("at", "id")
    for ticket_id, verb, at in rows.values_list("ticket_id", "verb", "at"):
        found[ticket_id].append((verb, at))
    return found


def _working(agency_id: UUID) -> int:
    """How many counters have called somebody within the last hour."""
    rows = Ticket.objects.filter(agency_id=agency_id, day=today(), called_at__gte=now() - WORKING)
    return rows.exclude(counter=None).values("counter").distinct().count()
