"""Take a number, at the kiosk or on a telephone."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.government.queue.access import counters_on
from tinhso.government.queue.actions._queue import check_wish, give
from tinhso.government.queue.models import Ticket
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Invalid, Refused


@act("ticket.take")
def take_ticket(
    actor: Actor, agency_id: UUID, *, source: str, field: str = "", procedure: str = "", priority: str = ""
) -> tuple[Ticket, str]:
    """The next number of the desk's day, and the secret of its link.

    Raises Refused `no_counters` where the desk has none today, Invalid for a wish that is not offered.
    """
    if source not in (Ticket.Source.KIOSK, Ticket.Source.PHONE):
        raise Invalid([FieldError("source", _("Cách lấy số không hợp lệ."))])
    if not counters_on(agency_id):
        raise Refused(
            "no_counters",
            _("Nơi này chưa lấy số. Bạn đến thẳng quầy."),
        )
    check_wish(field, procedure, priority)
    return give(actor, agency_id, source, field=field, procedure=procedure, priority=priority)
