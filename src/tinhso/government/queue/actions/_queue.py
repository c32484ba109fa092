"""What every verb shares: the day's lock, a new number, a move with its event."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from tinhso.foundation.province.api import setting
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.government.procedures import api as procedures
from tinhso.government.queue.access import new_secret
from tinhso.government.queue.models import Counter, KioskButton, Ticket, TicketMove, TicketSerial
from tinhso.government.queue.rules.moves import MOVES, after
from tinhso.government.queue.rules.priorities import words
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Invalid, NotFound
from tinhso.lib.ids import new_id

_NEXT = """
INSERT INTO queue_ticketserial AS counter (agency_id, day, last) VALUES (%s, %s, 1)
ON CONFLICT (agency_id, day) DO UPDATE SET last = counter.last + 1
RETURNING last
"""


def next_serial(agency_id: UUID, day: date) -> int:
    """The next number of the day. Its row stays locked until the act ends, so a refused act leaves no gap."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency_id, day])
        (serial,) = cursor.fetchone()
    return int(serial)


def lock_day(agency_id: UUID, day: date) -> None:
    """One caller at a time in a desk's day: two counters never call the same number."""
    TicketSerial.objects.get_or_create(agency_id=agency_id, day=day)
    TicketSerial.objects.select_for_update().get(agency_id=agency_id, day=day)


def check_wish(field: str, procedure: str, priority: str) -> None:
    """Refuse a field, a procedure or a reason to go first that is not among those offered."""
    faults = []
    if field and field not in {one.key for one in procedures.fields()}:
        faults.append(FieldError("field", _("Không có lĩnh vực này.")))
    if procedure and procedure not in procedures.codes():
        faults.append(FieldError("procedure", _("Không có thủ tục này.")))
    if priority and priority not in priorities():
        faults.append(FieldError("priority", _("Không có diện ưu tiên này.")))
    if faults:
        raise Invalid(faults, "ticket_invalid")


def priorities() -> list[str]:
    """Who goes first in this province."""
    return words(str(setting("queue_priorities")))


def give(
    actor: Actor,
    agency_id: UUID,
    source: str,
    *,
    field: str = "",
    procedure: str = "",
    priority: str = "",
    due_at: datetime | None = None,
    button: KioskButton | None = None,
) -> tuple[Ticket, str]:
    """A new number with the secret of its link; records `ticket.take`."""
    moment = now()
    secret, kept = new_secret()
    ticket = Ticket.objects.create(
        id=new_id(),
        agency_id=agency_id,
        day=moment.date(),
        serial=next_serial(agency_id, moment.date()),
        source=source,
        field=field,
        procedure=procedure,
        priority=priority,
        due_at=due_at,
        button=button,
        taken_at=moment,
        secret_digest=kept,
    )
    note(actor, ticket, "take", moment, source=source)
    return ticket, secret


def locked(ticket_id: UUID) -> Ticket:
    """The number, locked until the act ends; its day is locked first, always in this order."""
    found = Ticket.objects.filter(pk=ticket_id).first()
    if found is None:
        raise NotFound("ticket_unknown", _("Không tìm thấy số này."))
    lock_day(found.agency_id, found.day)
    return Ticket.objects.select_for_update().get(pk=ticket_id)


def move(actor: Actor, ticket: Ticket, verb: str, counter: Counter | None = None) -> Ticket:
    """Bring the number to where the verb leads; Conflict when somebody else was first."""
    target = after(verb, ticket.state)
    if target is None:
        raise Conflict(
            "ticket_moved",
            _("Số %(number)s đã có người xử lý trước.") % {"number": ticket.number},
            way_out=_("Tải lại trang để xem hàng đợi lúc này."),
        )
    moment = now()
    ticket.state = target
    if counter is not None:
        ticket.counter = counter
    if verb in ("call", "recall"):
        ticket.called_at, ticket.calls = moment, ticket.calls + 1
    if verb == "return":
        ticket.counter = None
    ticket.served_by = actor.account_id if target == "serving" else None
    ticket.save()
    note(actor, ticket, verb, moment)
    return ticket


def note(actor: Actor, ticket: Ticket, verb: str, moment: datetime, **facts: Any) -> None:
    """Keep the move, and record it as an event on the number."""
    assert verb in MOVES or verb == "take"
    TicketMove.objects.create(
        ticket=ticket, verb=verb, at=moment, counter=ticket.counter, account=actor.account_id
    )
    told = {"serial": ticket.serial, "day": ticket.day, "desk": ticket.agency_id, **facts}
    if ticket.counter is not None:
        told["counter"] = ticket.counter.number
    record(actor, f"ticket.{verb}", Subject("ticket", ticket.pk), told)
