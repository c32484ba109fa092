"""Handing the result over: 9 → 10. Nothing about the due moment stands in its way."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._ending import end_work
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import close_step, open_steps
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._office import may_do
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.accept import at_desk
from tinhso.government.dossiers.models import Delivery, Dossier, StepEnd
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@verb("return_result")
def return_result(
    actor: Actor,
    dossier_id: UUID,
    *,
    how: str = "desk",
    receiver_name: str = "",
    note: str = "",
    expected_version: int | None = None,
) -> Dossier:
    """Hand the result over at the desk, by post, or by publishing it to the resident.

    Raises Conflict for a stale page, Refused while there is no result.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    move(actor, dossier, "return_result")
    _may_return(actor, dossier)
    if how not in Delivery.values:
        raise Refused("delivery_unknown", _("Chọn cách trả kết quả."), field="how")
    moment = now()
    remark = text(note, "note", 1000)
    for step in open_steps(dossier):
        if step.process_step_id and dossier.process_run_id:
            process.complete(dossier.process_run_id, step.process_step_id, step.outcomes[0], {})
        close_step(step, actor, moment, StepEnd.DONE, outcome="returned", note=remark)
    end_work(actor, dossier, moment)
    result = dossier.result
    result.handed_at, result.handed_by_id, result.handed_how = moment, actor.account_id, how
    result.receiver_name = text(receiver_name, "receiver_name", 250)
    result.published = result.published or (how == Delivery.ONLINE and result.file_id is not None)
    result.save()
    dossier.returned_at = moment
    save(dossier, moment)
    note_event(
        actor,
        "return_result",
        dossier,
        {"how": how, "finished": dossier.finished_at, "due": dossier.due_at},
        receiver=result.receiver_name,
    )
    events.returned(actor, dossier, result)
    return dossier


def _may_return(actor: Actor, dossier: Dossier) -> None:
    """The desk's return officers and receivers; otherwise only who may do the open return step."""
    if actor.kind == "system" or actor.has("return_officer", "reception"):
        at_desk(actor, dossier)
        return
    for step in open_steps(dossier):
        may_do(actor, step)
