"""Correcting what was recorded as paid: another amount, receipt or way, or no record at all."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._fees import settle
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import check_move
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.accept import at_desk
from tinhso.government.dossiers.actions.fees import write
from tinhso.government.dossiers.models import Fee, FeeCorrection
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound


@verb("correct_fee")
def correct_fee(
    actor: Actor,
    dossier_id: UUID,
    *,
    fee_id: UUID,
    reason: str,
    void: bool = False,
    paid: int = 0,
    method: str = "cash",
    receipt_no: str = "",
    expected_version: int | None = None,
) -> Fee:
    """Write a recorded fee anew, or void the record so that the fee waits to be paid again. Whole đồng.

    The reason is needed, and the earlier record is kept. Raises NotFound when nothing was recorded, Refused for
    more than is owed, Conflict for a stale page.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    check_move(actor, dossier, "correct_fee", reason=reason)
    at_desk(actor, dossier)
    fee = dossier.fees.filter(pk=fee_id, recorded_at__isnull=False).first()
    if fee is None:
        raise NotFound("fee_not_recorded", _("Khoản thu này chưa được ghi nhận nên không có gì để sửa."))
    paid_before, recorded_before = fee.paid, fee.recorded_at
    assert paid_before is not None
    assert recorded_before is not None
    moment = now()
    why = text(reason, "reason", 1000, needed=True)
    before = FeeCorrection.objects.create(
        fee=fee,
        paid=paid_before,
        method=fee.method,
        receipt_no=fee.receipt_no,
        recorded_at=recorded_before,
        recorded_by_id=fee.recorded_by_id,
        voided=void,
        reason=why,
        corrected_at=moment,
        corrected_by_id=actor.account_id,
    )
    if void:
        fee.paid = fee.recorded_at = fee.recorded_by_id = None
        fee.method = fee.receipt_no = fee.reason = ""
    else:
        write(fee, paid=paid, method=method, receipt_no=receipt_no, due=None, reason=why)
        fee.recorded_at, fee.recorded_by_id = moment, actor.account_id
    fee.save()
    settle(dossier)
    save(dossier, moment)
    note_event(
        actor,
        "correct_fee",
        dossier,
        {"fee": fee.key, "before": before.paid, "paid": fee.paid, "void": void},
        reason=why,
        receipt_before=before.receipt_no,
        receipt_no=fee.receipt_no,
    )
    return fee
