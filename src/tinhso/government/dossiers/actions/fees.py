"""Money at the desk: asking for a financial obligation (state 6) and recording what was paid."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._clock import resume_clock
from tinhso.government.dossiers.actions._fees import settle
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import refresh_holder
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import check_move, move
from tinhso.government.dossiers.actions._payments import write
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.accept import at_desk
from tinhso.government.dossiers.models import Dossier, Fee, Method, State
from tinhso.government.dossiers.rules.money import may_be_paid
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused


@verb("request_payment")
def request_payment(
    actor: Actor, dossier_id: UUID, *, reason: str, expected_version: int | None = None
) -> Dossier:
    """Ask for a financial obligation (tax, land): → 6; the working time of the wait is not counted."""
    dossier = lock_dossier(actor, dossier_id, expected_version)
    move(actor, dossier, "request_payment", reason=reason)
    moment = now()
    why = text(reason, "reason", 2000, needed=True)
    dossier.paused_at = moment
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(actor, "request_payment", dossier, reason=why)
    events.payment_requested(actor, dossier, why)
    return dossier


@verb("settle_payment")
def settle_payment(
    actor: Actor, dossier_id: UUID, *, note: str = "", expected_version: int | None = None
) -> Dossier:
    """Confirm that the financial obligation is fulfilled: 6 → 4."""
    dossier = lock_dossier(actor, dossier_id, expected_version)
    move(actor, dossier, "settle_payment", reason=note)
    moment = now()
    resume_clock(dossier, "shift", dossier.paused_at or moment, moment)
    if not [s for s in dossier.steps.filter(done_at=None) if s.process_step_id]:
        _to_process(actor, dossier)
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(actor, "settle_payment", dossier, {"due": dossier.due_at}, note=text(note, "note", 2000))
    return dossier


@verb("record_fee")
def record_fee(
    actor: Actor,
    dossier_id: UUID,
    *,
    fee_id: UUID,
    paid: int,
    method: str,
    receipt_no: str = "",
    due: int | None = None,
    reason: str = "",
    paid_at: datetime | None = None,
    expected_version: int | None = None,
) -> Fee:
    """Record a payment of one fee (whole đồng) with its receipt number, or the rest as waived with a reason.

    A fee may be paid in parts: each payment is a receipt of its own (`FeePayment`), the fee tells their total.
    `due` sets an amount that the version does not state. More than is owed is never taken. Raises Conflict when
    nothing is owed any more: a wrong record is corrected by `correct_fee`. `paid_at`: when a bank or the portal took
    it; a filing that waited for it counts as filed then.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    if dossier.state != State.FINANCIAL:
        check_move(actor, dossier, "record_fee")
    else:
        check_move(actor, dossier, "settle_payment")
    at_desk(actor, dossier)
    fee = dossier.fees.filter(pk=fee_id).first()
    if fee is None:
        raise NotFound("fee_unknown", _("Không tìm thấy khoản thu này."))
    if not may_be_paid(fee.due, fee.paid, waived=fee.method == Method.WAIVED):
        raise Conflict("fee_recorded", _("Khoản thu này đã được ghi nhận đủ."))
    if due is not None and fee.due is not None and due != fee.due:
        raise Refused(
            "amount_stated", _("Mức thu của khoản này do quy định tính ra, không sửa tại quầy."), field="paid"
        )
    moment = now()
    write(actor, fee, moment, paid=paid, method=method, receipt_no=receipt_no, reason=reason, due=due)
    begins = settle(dossier, paid_at)
    save(dossier, moment)
    note_event(
        actor,
        "record_fee",
        dossier,
        {"fee": fee.key, "paid": paid, "total": fee.paid, "method": method},
        receipt_no=receipt_no.strip(),
        reason=reason.strip(),
    )
    if begins:
        note_event(
            actor, "prepaid", dossier, {"filed": dossier.filed_at, "reception_due": dossier.reception_due}
        )
        events.filed(actor, dossier)
    return fee


def _to_process(actor: Actor, dossier: Dossier) -> None:
    """A dossier that was still at the desk goes on to the office."""
    from tinhso.foundation.process import api as process
    from tinhso.government.dossiers.actions._acceptance import hand_to_process
    from tinhso.government.dossiers.actions._holding import close_step, open_steps
    from tinhso.government.dossiers.models import StepEnd

    moment = now()
    last = None
    for step in open_steps(dossier):
        close_step(step, actor, moment, StepEnd.DONE, outcome="handed_over")
        last = step
    assert dossier.process_run_id is not None
    hand_to_process(dossier, process.waiting(dossier.process_run_id), moment, came_from=last)
