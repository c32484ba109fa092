"""Call the next number to a counter, or call the same one again."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.foundation.worktime.api import now, today
from tinhso.government.queue.access import check_caller, counters_on
from tinhso.government.queue.actions._queue import lock_day, locked, move
from tinhso.government.queue.models import Counter, Ticket
from tinhso.government.queue.queries.waiting import serves, waiting
from tinhso.government.queue.rules.moves import AT_COUNTER
from tinhso.government.queue.rules.order import next_for
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound


def own_counter(actor: Actor, counter_id: UUID) -> Counter:
    """A counter of the officer's desk that stands today."""
    found = Counter.objects.filter(pk=counter_id).first()
    if found is None:
        raise NotFound("counter_unknown", _("Không có quầy này."))
    check_caller(actor, found.agency_id)
    if found.pk not in {one.pk for one in counters_on(found.agency_id)}:
        raise NotFound("counter_unknown", _("Quầy này hôm nay không làm việc."))
    return found


@act("ticket.call")
def call_next(actor: Actor, counter_id: UUID) -> Ticket | None:
    """The next number for this counter; None when nobody waits for it.

    Raises Conflict `counter_busy` while another number stands or is served at the counter.
    """
    counter = own_counter(actor, counter_id)
    lock_day(counter.agency_id, today())
    here = Ticket.objects.filter(counter=counter, day=today(), state__in=AT_COUNTER).first()
    if here is not None:
        raise Conflict(
            "counter_busy",
            _("Quầy đang có số %(number)s. Hãy xong số đó trước.") % {"number": here.number},
        )
    chosen = next_for(serves(counter), waiting(counter.agency_id, today()), now())
    if chosen is None:
        return None
    return move(actor, Ticket.objects.get(pk=chosen.id), "call", counter)


@act("ticket.recall")
def call_again(actor: Actor, ticket_id: UUID) -> Ticket:
    """Call a number that was called and has not come."""
    ticket = locked(ticket_id)
    check_caller(actor, ticket.agency_id)
    return move(actor, ticket, "recall")
