"""A paper of the list did not arrive: the desk that gave it looks for it, and has a deadline."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import refresh_holder
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._passing import held_step, pass_step
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Dossier, Transfer
from tinhso.government.dossiers.rules.transitions import ACCEPTED
from tinhso.lib.actor import Actor


@verb("report_missing")
def report_missing(actor: Actor, dossier_id: UUID, *, reason: str, listed: UUID) -> Dossier:
    """Back to the desk that gave it; `reason` names the papers. The dossier's due moment stays as it is.

    Raises Conflict when it was confirmed before, Forbidden for another desk's officer, Refused without papers.
    """
    dossier = lock_dossier(actor, dossier_id)
    remark = text(reason, "reason", 4000)
    move(actor, dossier, "report_missing", reason=remark)
    step = held_step(actor, dossier, Transfer.WAITING)
    assert step.came_from is not None
    moment = now()
    pass_step(actor, dossier, step, step.came_from.agency_id, moment, outcome="missing", note=remark)
    dossier.transfer = Transfer.RECEIVED if dossier.state == ACCEPTED else Transfer.PROCESSING
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(actor, "report_missing", dossier, {"at": step.agency_id, "list": listed}, note=remark)
    return dossier
