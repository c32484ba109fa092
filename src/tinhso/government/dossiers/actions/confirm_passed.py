"""The other desk has the paper: the dossier goes on to its office, or the result waits for the person."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._acceptance import hand_to_process
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import close_step, refresh_holder
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._passing import held_step, pass_step
from tinhso.government.dossiers.models import Dossier, StepEnd, Transfer
from tinhso.government.dossiers.rules.transitions import ACCEPTED
from tinhso.lib.actor import Actor


@verb("confirm_passed")
def confirm_passed(actor: Actor, dossier_id: UUID, *, listed: UUID) -> Dossier:
    """Everything on the list arrived. Out: 2 → 4, the office begins. Back: the desk hands the result over.

    Raises Conflict when it was confirmed before, Forbidden for another desk's officer.
    """
    dossier = lock_dossier(actor, dossier_id)
    out = dossier.state == ACCEPTED
    move(actor, dossier, "confirm_passed")
    step = held_step(actor, dossier, Transfer.WAITING)
    moment = now()
    if out:
        close_step(step, actor, moment, StepEnd.DONE, outcome="arrived")
        assert dossier.process_run_id is not None
        # Set first: the steps of a desk open where the paper now is.
        dossier.transfer = Transfer.PROCESSING
        hand_to_process(dossier, process.waiting(dossier.process_run_id), moment, came_from=step)
    else:
        pass_step(actor, dossier, step, step.agency_id, moment, outcome="arrived")
        dossier.transfer = Transfer.GIVEN_BACK
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(actor, "confirm_passed", dossier, {"at": step.agency_id, "list": listed, "result": not out})
    if not out:
        # Only now can the person collect it.
        events.finished(actor, dossier, dossier.result)
    return dossier
