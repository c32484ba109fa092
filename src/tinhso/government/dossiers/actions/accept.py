"""Accepting an online filing: 1 → 2 (Mẫu 01), and on to 4 with the control slip (Mẫu 06)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._acceptance import hand_to_process, start_work
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import close_step, open_steps, refresh_holder
from tinhso.government.dossiers.actions._idempotency import earlier, fulfil
from tinhso.government.dossiers.actions._lock import check_fresh, lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._prepayment import check_paid
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Dossier, StepEnd, Transfer
from tinhso.government.dossiers.offices import of_desk
from tinhso.government.dossiers.rules.inputs import ManualLimit
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused


@verb("accept")
def accept(
    actor: Actor,
    dossier_id: UUID,
    *,
    manual_limit: ManualLimit | None = None,
    note: str = "",
    hand_over: bool = True,
    person: UUID | None = None,
    idempotency_key: str = "",
    expected_version: int | None = None,
) -> Dossier:
    """Accept: sets the due moment by the channel's limit and starts the process.

    A limit without verified source needs `manual_limit`. With an `idempotency_key` a repeated request
    answers with the accepted dossier. `person` (an account) takes the first step when the dossier is handed
    over at once; while the desk keeps it nobody is chosen yet. Raises Conflict, Forbidden, Refused.
    """
    dossier = lock_dossier(actor, dossier_id)
    done, key = earlier(actor, "accept", idempotency_key, str(dossier_id))
    if done is not None:
        return dossier
    check_fresh(dossier, expected_version)
    move(actor, dossier, "accept")
    at_desk(actor, dossier)
    check_paid(dossier)
    moment = now()
    remark = text(note, "note", 4000)
    start_work(
        actor,
        dossier,
        moment,
        manual_limit=manual_limit,
        note=remark,
        hand_over_now=hand_over,
        person=person if hand_over else None,
    )
    save(dossier, moment)
    note_event(
        actor,
        "accept",
        dossier,
        {
            "due": dossier.due_at,
            "limit": dossier.limit_value,
            "unit": dossier.limit_unit,
            "run": dossier.process_run_id,
        },
        note=remark,
        limit_reason=dossier.limit_reason,
    )
    if hand_over:
        note_event(
            actor, "hand_over", dossier, {"role": dossier.holder_role, "agency": dossier.holder_agency_id}
        )
    fulfil(key, dossier)
    events.accepted(actor, dossier)
    return dossier


@verb("hand_over")
def hand_over(
    actor: Actor,
    dossier_id: UUID,
    *,
    person: UUID | None = None,
    note: str = "",
    expected_version: int | None = None,
) -> Dossier:
    """Hand an accepted dossier from the desk to the office: 2 → 4. `person` (an account) takes the first step."""
    dossier = lock_dossier(actor, dossier_id, expected_version)
    move(actor, dossier, "hand_over")
    at_desk(actor, dossier)
    check_paid(dossier, at_desk=True)
    if dossier.transfer != Transfer.NONE:
        raise Refused(
            "passed_by_list",
            _(
                "Hồ sơ này do nơi khác giải quyết: bàn giao giấy tờ bằng danh sách, rồi chờ bên nhận xác nhận."
            ),
            way_out=_("Mở mục “Bàn giao giữa các trung tâm”."),
        )
    moment = now()
    last = None
    for step in open_steps(dossier):
        close_step(step, actor, moment, StepEnd.DONE, outcome="handed_over", note=text(note, "note", 4000))
        last = step
    assert dossier.process_run_id is not None
    hand_to_process(dossier, process.waiting(dossier.process_run_id), moment, came_from=last, person=person)
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(actor, "hand_over", dossier, {"role": dossier.holder_role, "agency": dossier.holder_agency_id})
    return dossier


def at_desk(actor: Actor, dossier: Dossier) -> None:
    """Desk work is done by the desk that received the dossier, or by the competent agency itself."""
    if actor.kind == "officer" and not of_desk(actor, dossier):
        raise Forbidden("other_desk", _("Hồ sơ này do Bộ phận Một cửa khác tiếp nhận."))
