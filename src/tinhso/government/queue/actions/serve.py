"""What a counter does with the number it called: serve, finish, send on, give up, let back in."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.government.queue.access import check_caller, counters_on
from tinhso.government.queue.actions._queue import locked, move
from tinhso.government.queue.models import Ticket
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Invalid


def _own(actor: Actor, ticket_id: UUID) -> Ticket:
    ticket = locked(ticket_id)
    check_caller(actor, ticket.agency_id)
    return ticket


@act("ticket.serve")
def serve(actor: Actor, ticket_id: UUID) -> Ticket:
    """The person is there: waiting ends, serving begins."""
    return move(actor, _own(actor, ticket_id), "serve")


@act("ticket.done")
def done(actor: Actor, ticket_id: UUID) -> Ticket:
    """Served."""
    return move(actor, _own(actor, ticket_id), "done")


@act("ticket.no_show")
def no_show(actor: Actor, ticket_id: UUID) -> Ticket:
    """Called and not come."""
    return move(actor, _own(actor, ticket_id), "no_show")


@act("ticket.return")
def let_back(actor: Actor, ticket_id: UUID) -> Ticket:
    """Whoever came late waits again, in the place of their number."""
    return move(actor, _own(actor, ticket_id), "return")


@act("ticket.transfer")
def transfer(actor: Actor, ticket_id: UUID, counter_id: UUID) -> Ticket:
    """Send the number to another counter of the desk, where it is called first."""
    ticket = _own(actor, ticket_id)
    others = {one.pk: one for one in counters_on(ticket.agency_id) if one.pk != ticket.counter_id}
    if counter_id not in others:
        raise Invalid([FieldError("counter", _("Hãy chọn một quầy khác của nơi này."))])
    return move(actor, ticket, "transfer", others[counter_id])
