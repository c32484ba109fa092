"""A reception for an agency elsewhere begins a transfer, in the same transaction."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.transfers.models import Transfer
from tinhso.government.transfers.queries.receivers import route
from tinhso.government.transfers.rules.standing import RECEIVED
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id


def note_reception(actor: Actor, dossier_id: UUID, code: str) -> None:
    """Called after every reception over the counter; does nothing where the paper stays."""
    dossier = dossiers.for_officer(actor, dossier_id)
    if dossier.transfer != RECEIVED:
        return
    to = route(
        dossiers.Reception(
            dossier.received_at_id, dossier.competent_id, dossier.unit_code, dossier.procedure_code, today()
        )
    )
    assert to is not None
    assert dossier.accepted_at is not None
    Transfer.objects.create(
        id=new_id(),
        dossier_id=dossier_id,
        from_desk_id=dossier.received_at_id,
        to_desk_id=to,
        received_at=dossier.accepted_at,
    )
