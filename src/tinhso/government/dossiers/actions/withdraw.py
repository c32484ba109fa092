"""The citizen takes the dossier back: → 7."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._ending import end_work
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Dossier
from tinhso.lib.actor import Actor


@verb("withdraw")
def withdraw(
    actor: Actor, dossier_id: UUID, *, reason: str = "", secret: str = "", expected_version: int | None = None
) -> Dossier:
    """Withdraw before a result exists: by the person, by the holder of the receipt's secret, or at the desk.

    Raises Refused once the result exists, NotFound for somebody else's dossier.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version, secret=secret)
    move(actor, dossier, "withdraw", reason=reason, secret=secret)
    moment = now()
    why = text(reason, "reason", 2000)
    dossier.supplements.filter(answered_at=None, closed_at=None).update(closed_at=moment)
    end_work(actor, dossier, moment, why)
    save(dossier, moment)
    note_event(actor, "withdraw", dossier, reason=why)
    events.withdrawn(actor, dossier)
    return dossier
