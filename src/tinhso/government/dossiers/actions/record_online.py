"""Money that a gateway or a bank statement proved: recorded by the platform itself, never typed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.actions.correct_fee import correct_fee
from tinhso.government.dossiers.actions.fees import record_fee
from tinhso.government.dossiers.models import Dossier, Fee, Method
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound

PROVEN = (Method.GATEWAY, Method.TRANSFER)


@verb("record_fee")
def record_online_payment(
    actor: Actor,
    dossier_id: UUID,
    *,
    fee_key: str,
    amount: int,
    method: str,
    receipt_no: str,
    paid_at: datetime | None = None,
) -> Fee:
    """Record what was proven to be paid for one fee, in whole đồng; the system alone. `paid_at`: as the bank tells it.

    Raises Forbidden for others and for money at the desk, NotFound for a fee that is not there, and what
    `record_fee` raises: the caller still has the money then and says where it is.
    """
    if actor.kind != "system" or method not in PROVEN:
        raise Forbidden("proven_only", _("Chỉ hệ thống ghi khoản đã được ngân hàng xác nhận."))
    fee = Fee.objects.filter(dossier_id=dossier_id, key=fee_key).first()
    if fee is None:
        raise NotFound("fee_unknown", _("Không tìm thấy khoản thu này."))
    return record_fee(
        actor,
        UUID(str(Dossier.objects.values_list("pk", flat=True).get(pk=dossier_id))),
        fee_id=fee.pk,
        paid=amount,
        method=method,
        receipt_no=receipt_no,
        paid_at=paid_at,
    )


def give_back(actor: Actor, dossier_id: UUID, *, fee_key: str, receipt_no: str, reason: str) -> Fee:
    """Void the record of money that goes back to the payer: its amount is owed again. As `correct_fee`."""
    fee = Fee.objects.filter(dossier_id=dossier_id, key=fee_key).first()
    line = fee.payments.filter(receipt_no=receipt_no).first() if fee is not None else None
    if fee is None or line is None:
        raise NotFound("fee_not_recorded", _("Khoản thu này chưa được ghi nhận nên không có gì để sửa."))
    return correct_fee(actor, dossier_id, fee_id=fee.pk, payment_id=line.pk, reason=reason, void=True)
