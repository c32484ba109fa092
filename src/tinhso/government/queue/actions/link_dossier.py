"""A dossier that was received at the counter belongs to the number that is served there."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import today
from tinhso.government.queue.models import Ticket, TicketDossier
from tinhso.lib.actor import Actor


def link_dossier(actor: Actor, dossier_id: UUID, code: str) -> None:
    """Called in the transaction of the reception; without a number being served by this officer nothing is done."""
    if actor.account_id is None or actor.kind != "officer":
        return
    serving = Ticket.objects.filter(served_by=actor.account_id, state=Ticket.State.SERVING, day=today())
    ticket = serving.order_by("-called_at").first()
    if ticket is None:
        return
    TicketDossier.objects.create(ticket=ticket, dossier=dossier_id, code=code)
    facts = {"dossier": dossier_id, "code": code, "serial": ticket.serial}
    record(actor, "ticket.dossier", Subject("ticket", ticket.pk), facts)
