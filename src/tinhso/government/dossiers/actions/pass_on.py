"""Handing paper to another desk: the dossier on its way out, or its result on the way back."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import refresh_holder
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._passing import held_step, pass_step
from tinhso.government.dossiers.models import Dossier, Transfer
from tinhso.government.dossiers.rules.transitions import ACCEPTED
from tinhso.lib.actor import Actor


@verb("pass_on")
def pass_on(actor: Actor, dossier_id: UUID, *, to: UUID, listed: UUID) -> Dossier:
    """The desk that holds the paper hands it to the desk `to`, under the hand-over list `listed`.

    From then on `to` holds it, with a deadline, until it confirms. Raises Conflict when it was handed over
    before, Forbidden for another desk's officer.
    """
    dossier = lock_dossier(actor, dossier_id)
    move(actor, dossier, "pass_on")
    standing = Transfer.RECEIVED if dossier.state == ACCEPTED else Transfer.PROCESSING
    step = held_step(actor, dossier, standing)
    moment = now()
    pass_step(actor, dossier, step, to, moment, outcome="passed_on")
    dossier.transfer = Transfer.WAITING
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(actor, "pass_on", dossier, {"from": step.agency_id, "to": to, "list": listed})
    return dossier
