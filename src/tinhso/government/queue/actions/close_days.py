"""Nothing is lost overnight: what nobody served is closed as not served, what nobody came to as missed."""

from __future__ import annotations

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import today
from tinhso.government.queue.actions._queue import locked, move
from tinhso.government.queue.models import Appointment, Ticket
from tinhso.government.queue.rules.moves import OPEN
from tinhso.lib.actor import Actor

MOST = 2000


def close_days() -> int:
    """Close the open numbers and appointments of days gone by; how many. Bears being done twice."""
    actor = Actor.system("queue.close_days")
    open_ones = Ticket.objects.filter(day__lt=today(), state__in=OPEN).order_by("day", "serial")
    missed = Appointment.objects.filter(day__lt=today(), state=Appointment.State.BOOKED)
    closed = 0
    for ticket in open_ones[:MOST]:
        closed += close_ticket(actor, ticket)
    for appointment in missed[:MOST]:
        closed += miss(actor, appointment)
    return closed


@act("ticket.close")
def close_ticket(actor: Actor, ticket: Ticket) -> int:
    """One number whose day is over, with its event; 0 when it was closed meanwhile."""
    fresh = locked(ticket.pk)
    if fresh.state not in OPEN:
        return 0
    move(actor, fresh, "close")
    return 1


@act("appointment.miss")
def miss(actor: Actor, appointment: Appointment) -> int:
    """One appointment that nobody came to, with its event."""
    fresh = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if fresh.state != Appointment.State.BOOKED:
        return 0
    fresh.state = Appointment.State.MISSED
    fresh.save(update_fields=["state"])
    facts = {"desk": fresh.agency_id, "starts_at": fresh.starts_at}
    record(actor, "appointment.miss", Subject("appointment", fresh.pk), facts)
    return 1
