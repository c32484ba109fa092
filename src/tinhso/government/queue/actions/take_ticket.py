"""Take a number, at the kiosk or on a telephone."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.government.queue.access import counters_on
from tinhso.government.queue.actions._queue import check_wish, give
from tinhso.government.queue.models import KioskButton, Ticket
from tinhso.government.queue.queries.buttons import buttons_on
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Invalid, Refused


@act("ticket.take")
def take_ticket(
    actor: Actor,
    agency_id: UUID,
    *,
    source: str,
    field: str = "",
    procedure: str = "",
    priority: str = "",
    button_id: UUID | None = None,
) -> tuple[Ticket, str]:
    """The next number of the desk's day, and the secret of its link.

    `button_id`: the button of the kiosk that was pressed; it says field and procedure by itself.
    Raises Refused `no_counters` where the desk has none today, Invalid for a wish that is not offered.
    """
    if source not in (Ticket.Source.KIOSK, Ticket.Source.PHONE):
        raise Invalid([FieldError("source", _("Cách lấy số không hợp lệ."))])
    if not counters_on(agency_id):
        raise Refused(
            "no_counters",
            _("Nơi này chưa lấy số. Bạn đến thẳng quầy."),
        )
    button = _button(agency_id, button_id) if button_id else None
    if button is not None:
        field, procedure = button.field, button.procedures[0] if len(button.procedures) == 1 else ""
    check_wish(field, procedure, priority)
    return give(actor, agency_id, source, field=field, procedure=procedure, priority=priority, button=button)


def _button(agency_id: UUID, button_id: UUID) -> KioskButton:
    found = buttons_on(agency_id).filter(pk=button_id).first()
    if found is None:
        raise Invalid([FieldError("button", _("Nút này không còn. Hãy chọn lại."))], "button_gone")
    return found
