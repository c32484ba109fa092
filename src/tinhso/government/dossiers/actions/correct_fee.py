"""Correcting what was recorded as paid: another amount, receipt or way, or no record at all."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import money_told
from tinhso.government.dossiers.actions._fees import settle
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import check_move
from tinhso.government.dossiers.actions._payments import sum_up, write
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.accept import at_desk
from tinhso.government.dossiers.models import Fee, FeeCorrection, FeePayment
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused


@verb("correct_fee")
def correct_fee(
    actor: Actor,
    dossier_id: UUID,
    *,
    fee_id: UUID,
    payment_id: UUID | None = None,
    reason: str,
    void: bool = False,
    paid: int = 0,
    method: str = "cash",
    receipt_no: str = "",
    expected_version: int | None = None,
) -> Fee:
    """Write one receipt of a fee anew, or void it so that its amount is owed again. Whole đồng.

    `payment_id` names the receipt where the fee has several. The reason is needed, and the earlier record is
    kept. Raises NotFound when nothing was recorded, Refused for more than is owed or for a receipt that is not
    named, Conflict for a stale page.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    check_move(actor, dossier, "correct_fee", reason=reason)
    at_desk(actor, dossier)
    fee = dossier.fees.filter(pk=fee_id, recorded_at__isnull=False).first()
    if fee is None:
        raise NotFound("fee_not_recorded", _("Khoản thu này chưa được ghi nhận nên không có gì để sửa."))
    line = _line(fee, payment_id)
    moment = now()
    why = text(reason, "reason", 1000, needed=True)
    before = FeeCorrection.objects.create(
        fee=fee,
        paid=line.paid,
        method=line.method,
        receipt_no=line.receipt_no,
        recorded_at=line.recorded_at,
        recorded_by_id=line.recorded_by_id,
        voided=void,
        reason=why,
        corrected_at=moment,
        corrected_by_id=actor.account_id,
    )
    if void:
        was, ident = money_told.as_taken(line), line.pk
        line.delete()
        sum_up(fee)
        line.pk = ident
        money_told.tell(fee, line, moment, actor.account_id, was=was, voided=True)
    else:
        write(actor, fee, moment, paid=paid, method=method, receipt_no=receipt_no, reason=why, line=line)
    settle(dossier)
    save(dossier, moment)
    note_event(
        actor,
        "correct_fee",
        dossier,
        {
            "fee": fee.key,
            "before": before.paid,
            "paid": None if void else paid,
            "total": fee.paid,
            "void": void,
        },
        reason=why,
        receipt_before=before.receipt_no,
        receipt_no="" if void else receipt_no.strip(),
    )
    return fee


def _line(fee: Fee, payment_id: UUID | None) -> FeePayment:
    """The receipt that is meant."""
    lines = [line for line in fee.payments.all() if payment_id in (None, line.pk)]
    if not lines:
        raise NotFound("fee_not_recorded", _("Khoản thu này chưa được ghi nhận nên không có gì để sửa."))
    if len(lines) > 1:
        raise Refused(
            "payment_not_named",
            _("Khoản này có nhiều biên lai. Hãy chọn biên lai cần sửa."),
            field="fee",
        )
    return lines[0]
