"""Giving money back: asked with a reason, approved by a second person, paid out from till or bank. Whole đồng."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.access import CASHIER, HEADS, check_books
from tinhso.government.payments.actions.post import alone, balances, post
from tinhso.government.payments.models import EntryKind, Line, PaymentRequest, Refund
from tinhso.government.payments.rules.accounts import BANK, CASH, REFUND, moved
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused
from tinhso.lib.text import clean


def available(dossier_id: UUID) -> dict[str, int]:
    """What could go back, by account (surplus, fee, charge): what the books hold less what was asked for already."""
    rows = Line.objects.filter(entry__dossier_id=dossier_id, account__kind__in=Refund.Source.values)
    held = {row["account__kind"]: -row["n"] for row in rows.values("account__kind").annotate(n=Sum("amount"))}
    for one in Refund.objects.filter(dossier_id=dossier_id, state=Refund.State.ASKED):
        held[one.source] = held.get(one.source, 0) - one.amount
    return {kind: amount for kind, amount in held.items() if amount > 0}


@act("payment.ask_refund")
def ask_refund(
    actor: Actor,
    dossier_id: UUID,
    *,
    source: str,
    amount: int,
    reason: str,
    receiver: str,
    receiver_account: str = "",
) -> Refund:
    """Ask that money goes back; never more than the books hold for this dossier."""
    told = dossiers.owed(dossier_id)
    if told is None:
        raise NotFound("dossier_unknown", _("Không tìm thấy hồ sơ này."))
    check_books(actor, told.agency_id, *CASHIER)
    alone(told.agency_id)
    if actor.account_id is None or not 0 < amount <= available(dossier_id).get(source, 0):
        raise Refused(
            "refund_amount", _("Số tiền hoàn phải lớn hơn 0 và không quá số đang giữ."), field="amount"
        )
    why, to = clean(reason)[:1000], clean(receiver)[:250]
    if len(why) < 5:
        raise Refused("reason_needed", _("Hãy ghi lý do hoàn tiền."), field="reason")
    if not to:
        raise Refused("receiver_needed", _("Hãy ghi người nhận tiền hoàn."), field="receiver")
    made = Refund.objects.create(
        agency_id=told.agency_id, dossier_id=dossier_id, code=told.code, source=source, amount=amount, reason=why,
        receiver=to, receiver_account=clean(receiver_account)[:120], asked_at=now(), asked_by=actor.account_id,
    )  # fmt: skip
    _note(actor, "ask_refund", made, {"amount": amount, "source": source})
    return made


@act("payment.judge_refund")
def judge_refund(actor: Actor, refund_id: UUID, *, approved: bool) -> Refund:
    """A head, or another cashier, approves or refuses; approved money is owed to the payer from then on."""
    one = _locked(actor, refund_id, Refund.State.ASKED, *CASHIER, *HEADS)
    if actor.account_id is None or actor.account_id == one.asked_by:
        raise Forbidden("second_person", _("Người đề nghị không tự duyệt; cần một người thứ hai."))
    one.state = Refund.State.APPROVED if approved else Refund.State.REJECTED
    one.judged_at, one.judged_by = now(), actor.account_id
    one.save()
    if approved:
        post(
            one.agency_id, EntryKind.REFUND, f"refund:{one.pk}:owed", moved(one.source, REFUND, one.amount), now(),
            by=actor.account_id, dossier_id=one.dossier_id, code=one.code,
        )  # fmt: skip
    _note(actor, "judge_refund", one, {"approved": approved})
    return one


@act("payment.pay_refund")
def pay_refund(actor: Actor, refund_id: UUID, *, out_of: str, slip_no: str) -> Refund:
    """Pay an approved refund out of the till or the bank, with the number of the slip; once."""
    one = _locked(actor, refund_id, Refund.State.APPROVED, *CASHIER)
    slip = clean(slip_no)[:60]
    if out_of not in (CASH, BANK):
        raise Refused("method_unknown", _("Chọn trả bằng tiền mặt hay chuyển khoản."), field="out_of")
    if not slip:
        raise Refused("slip_needed", _("Hãy ghi số phiếu chi hoặc số lệnh chuyển."), field="slip_no")
    alone(one.agency_id)
    if out_of == CASH and balances(one.agency_id).get(CASH, 0) < one.amount:
        raise Refused("till_short", _("Quỹ không đủ tiền mặt để trả."), field="out_of")
    one.state, one.paid_at, one.paid_from, one.slip_no = Refund.State.PAID, now(), out_of, slip
    one.save()
    post(
        one.agency_id, EntryKind.REFUND, f"refund:{one.pk}:paid", moved(REFUND, out_of, one.amount), now(),
        by=actor.account_id, dossier_id=one.dossier_id, code=one.code, reference=slip,
    )  # fmt: skip
    if one.source != Refund.Source.SURPLUS and not {"fee", "charge"} & set(available(one.dossier_id)):
        PaymentRequest.objects.filter(dossier_id=one.dossier_id).exclude(state="unpaid").update(
            state="refunded", reason=one.reason
        )
    _note(actor, "pay_refund", one, {"amount": one.amount, "out_of": out_of})
    return one


def _locked(actor: Actor, refund_id: UUID, state: str, *roles: str) -> Refund:
    one = Refund.objects.select_for_update().filter(pk=refund_id).first()
    if one is None:
        raise NotFound("refund_unknown", _("Không tìm thấy khoản hoàn này."))
    check_books(actor, one.agency_id, *roles)
    if one.state != state:
        raise Conflict("refund_moved", _("Khoản hoàn này đã được xử lý trước đó."))
    return one


def _note(actor: Actor, verb: str, one: Refund, facts: dict[str, Any]) -> None:
    record(actor, f"payment.{verb}", Subject("dossier", one.dossier_id), {"refund": one.pk, **facts})
