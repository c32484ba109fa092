"""The receipts behind a fee: what one may say, and what they come to together."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.government.dossiers import money_told
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Fee, FeePayment, Method
from tinhso.government.dossiers.rules.money import LARGEST, overpaid, together
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.money import vnd


def write(
    actor: Actor,
    fee: Fee,
    moment: datetime,
    *,
    paid: int,
    method: str,
    receipt_no: str,
    reason: str,
    due: int | None = None,
    line: FeePayment | None = None,
) -> None:
    """A new receipt of the fee, or `line` written anew; the fee then says what its receipts come to.

    `due` states an amount that the version does not. Raises Refused, above all for more than is owed.
    """
    others = [one for one in fee.payments.all() if line is None or one.pk != line.pk]
    _check(method, paid, due, receipt_no, reason)
    fee.due = fee.due if due is None else due
    before = sum(one.paid for one in others)
    if method != Method.WAIVED and overpaid(fee.due, before + paid):
        raise Refused(
            "paid_too_much",
            _("Số tiền đã thu lớn hơn mức phải nộp (%(due)s).") % {"due": vnd(fee.due)}
            if not before
            else _("Đã thu %(before)s, chỉ còn phải nộp %(rest)s.")
            % {"before": vnd(before), "rest": vnd((fee.due or 0) - before)},
            field="paid",
            way_out=_("Gõ lại số tiền đúng như trên biên lai."),
        )
    if others and not paid and method != Method.WAIVED:
        raise Refused("amount_needed", _("Hãy ghi số tiền đã thu."), field="paid")
    number = text(receipt_no, "receipt_no", 60)
    was = money_told.as_taken(line) if line is not None else None
    line = line or FeePayment(fee=fee)
    taken = FeePayment.objects.filter(receipt_no=number).exclude(pk=line.pk)
    if number and taken.exists():
        raise Refused("receipt_no_used", _("Số biên lai này đã dùng cho khoản thu khác."), field="receipt_no")
    line.paid, line.method = (0 if method == Method.WAIVED else paid), method
    line.receipt_no, line.reason = number, text(reason, "reason", 1000)
    line.recorded_at, line.recorded_by_id = moment, actor.account_id
    line.save()
    sum_up(fee)
    money_told.tell(fee, line, moment, actor.account_id, was=was)


def sum_up(fee: Fee) -> None:
    """Write on the fee what its receipts come to, nothing when none is left, and save it."""
    lines = list(fee.payments.all())
    fee.paid = together(line.paid for line in lines)
    if lines:
        told = next((line for line in lines if line.method == Method.WAIVED), lines[0])
        fee.method, fee.reason = told.method, told.reason
        fee.receipt_no, last = lines[0].receipt_no, lines[-1]
        fee.recorded_at, fee.recorded_by_id = last.recorded_at, last.recorded_by_id
    else:
        fee.recorded_at = fee.recorded_by_id = None
        fee.method = fee.receipt_no = fee.reason = ""
    fee.save()


def _check(method: str, paid: int, due: int | None, receipt_no: str, reason: str) -> None:
    if method not in Method.values:
        raise Refused("method_unknown", _("Chọn cách nộp tiền."), field="method")
    if not 0 <= paid <= LARGEST or (due is not None and not 0 <= due <= LARGEST):
        raise Refused("amount_out_of_range", _("Số tiền không hợp lệ."), field="paid")
    if method == Method.WAIVED and not reason.strip():
        raise Refused("reason_needed", _("Hãy ghi căn cứ miễn phí, lệ phí."), field="reason")
    if method != Method.WAIVED and not receipt_no.strip():
        raise Refused("receipt_needed", _("Hãy ghi số biên lai."), field="receipt_no")
