"""Acts about money: record a fee, ask for a financial obligation, confirm it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.government.dossiers.actions.correct_fee import correct_fee
from tinhso.government.dossiers.actions.fees import record_fee, request_payment, settle_payment
from tinhso.government.dossiers.forms.asks import Act, Ask, Given, reason
from tinhso.government.dossiers.models import Fee, FeePayment, Method
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.government.dossiers.rules.money import balance, may_be_paid
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.money import vnd


def unpaid(view: Detail) -> list[Fee]:
    """Fees of which something may be recorded: nothing is yet, or a part is still owed."""
    return [fee for fee in view.fees if may_be_paid(fee.due, fee.paid, waived=fee.method == Method.WAIVED)]


def _owed(fee: Fee) -> str:
    """What a fee still asks for, in words."""
    if fee.due is None:
        return f"{fee.name}: {_('chưa có mức thu')}"
    if fee.paid is None:
        return f"{fee.name}: {vnd(fee.due)}"
    facts = {"name": fee.name, "rest": vnd(fee.due - fee.paid), "paid": vnd(fee.paid), "due": vnd(fee.due)}
    return _("%(name)s: còn %(rest)s (đã thu %(paid)s trong %(due)s)") % facts


def _fee_asks(_actor: Actor, view: Detail) -> list[Ask]:
    fees = unpaid(view)
    first = fees[0] if fees else None
    return [
        Ask(
            "radios",
            "fee",
            _("Khoản thu"),
            options=tuple((str(fee.pk), _owed(fee)) for fee in fees),
            value=str(first.pk) if first else "",
        ),
        *_record_asks(str((first.due or 0) - (first.paid or 0) or "") if first else ""),
        *([] if all(fee.due is not None for fee in fees) else [_ground()]),
    ]


def _ground() -> Ask:
    return Ask("text", "ground", _("Căn cứ của mức thu"), _("Khi khoản thu chưa có mức."), optional=True)


def _record_asks(paid: str, method: str = Method.CASH.value, receipt_no: str = "") -> list[Ask]:
    """Amount, way and receipt; the ground of a waiver stands under its choice."""
    return [
        Ask("money", "paid", _("Số tiền thu lần này"), value=paid),
        Ask("radios", "method", _("Cách nộp"), options=_at_desk(method), value=method),
        Ask("text", "waiver", _("Căn cứ miễn phí, lệ phí"), under=("method", Method.WAIVED.value)),
        Ask("text", "receipt_no", _("Số biên lai"), _("Không cần khi được miễn."), value=receipt_no),
    ]


def _at_desk(method: str) -> tuple[tuple[str, str], ...]:
    """The ways to pay; what the portal or the gateway took is offered only where it is already the record."""
    online = (Method.PORTAL, Method.GATEWAY)
    return tuple(pair for pair in Method.choices if pair[0] not in online or method == pair[0])


def recorded(view: Detail) -> list[FeePayment]:
    """The receipts of the dossier: what may be corrected."""
    return [line for fee in view.fees for line in fee.payments.all()]


def _correct_asks(_actor: Actor, view: Detail) -> list[Ask]:
    lines = recorded(view)
    options = tuple(
        (
            str(line.pk),
            f"{line.fee.name}: {vnd(line.paid)}" + (f" · {line.receipt_no}" if line.receipt_no else ""),
        )
        for line in lines
    )
    first = lines[0] if len(lines) == 1 else None
    new = _record_asks(
        str(first.paid or "") if first else "",
        first.method if first else "",
        first.receipt_no if first else "",
    )
    return [
        Ask(
            "radios", "fee", _("Biên lai"), options=options, value=options[0][0] if len(options) == 1 else ""
        ),
        Ask(
            "radios",
            "what",
            _("Sửa thế nào"),
            options=(
                ("new", _("Ghi lại cho đúng")),
                ("void", _("Hủy biên lai, số tiền này trở lại chưa nộp")),
            ),
        ),
        *(replace(ask, under=("what", "new")) for ask in new if ask.name != "waiver"),
        Ask("textarea", "reason", _("Lý do sửa"), _("Ghi nhận cũ vẫn được giữ trong hồ sơ.")),
    ]


def _correct(given: Given) -> str:
    ident = given.ident("fee", _("Hãy chọn biên lai cần sửa."))
    line = next((line for line in recorded(given.view) if ident in (line.pk, line.fee_id)), None)
    if line is None:
        raise Refused("choice_needed", _("Hãy chọn biên lai cần sửa."), field="fee")
    if given.text("what") not in ("new", "void"):
        raise Refused("choice_needed", _("Hãy chọn cách sửa."), field="what")
    if not given.text("reason").strip():
        raise Refused("reason_needed", _("Hãy nêu lý do khi sửa khoản đã thu."), field="reason")
    void = given.text("what") == "void"
    paid = None if void else given.whole("paid")
    if paid is None and not void and given.text("method") != Method.WAIVED:
        raise Refused("amount_needed", _("Hãy ghi số tiền đã thu."), field="paid")
    correct_fee(
        given.actor,
        given.view.dossier.pk,
        fee_id=line.fee_id,
        payment_id=line.pk,
        reason=given.text("reason"),
        void=void,
        paid=paid or 0,
        method=given.text("method"),
        receipt_no="" if given.text("method") == Method.WAIVED else given.text("receipt_no"),
        expected_version=given.version,
    )
    return _("Đã hủy ghi nhận khoản thu.") if void else _("Đã sửa khoản đã thu.")


def _record(given: Given) -> str:
    ident = given.ident("fee", _("Hãy chọn khoản thu."))
    assert isinstance(ident, UUID)
    fee = next((f for f in given.view.fees if f.pk == ident), None)
    paid = given.whole("paid")
    waived = given.text("method") == Method.WAIVED
    if paid is None and not waived:
        raise Refused("amount_needed", _("Hãy ghi số tiền đã thu."), field="paid")
    unstated = fee is not None and fee.due is None
    reason = given.text("waiver" if waived else "ground")
    if waived and not reason.strip():
        raise Refused("reason_needed", _("Hãy ghi căn cứ miễn phí, lệ phí."), field="waiver")
    if unstated and not waived and not reason.strip():
        raise Refused("reason_needed", _("Hãy ghi căn cứ của mức thu này."), field="ground")
    done = record_fee(
        given.actor,
        given.view.dossier.pk,
        fee_id=ident,
        paid=paid or 0,
        method=given.text("method"),
        receipt_no="" if waived else given.text("receipt_no"),
        due=(paid or 0) if unstated and not waived else None,
        reason=reason,
        expected_version=given.version,
    )
    rest = balance(done.due, done.paid)
    if rest > 0 and not waived:
        return _("Đã ghi nhận khoản thu. Còn phải nộp %(rest)s.") % {"rest": vnd(rest)}
    return _("Đã ghi nhận khoản thu.")


def _request(given: Given) -> str:
    request_payment(
        given.actor, given.view.dossier.pk, reason=given.text("reason"), expected_version=given.version
    )
    return _("Đã yêu cầu thực hiện nghĩa vụ tài chính. Thời gian chờ không tính vào thời hạn.")


def _settle(given: Given) -> str:
    settle_payment(
        given.actor, given.view.dossier.pk, note=given.text("note"), expected_version=given.version
    )
    return _("Đã xác nhận thực hiện nghĩa vụ tài chính. Hồ sơ được xử lý tiếp.")


ACTS = (
    Act(
        "thu-phi",
        "record_fee",
        gettext_lazy("Ghi nhận phí, lệ phí"),
        _record,
        _fee_asks,
        when=lambda _a, view: bool(unpaid(view)),
        key="p",
    ),
    Act(
        "sua-khoan-thu",
        "correct_fee",
        gettext_lazy("Sửa khoản đã thu"),
        _correct,
        _correct_asks,
        when=lambda _a, view: bool(recorded(view)),
    ),
    Act(
        "da-nop-tai-chinh",
        "settle_payment",
        gettext_lazy("Xác nhận đã nộp nghĩa vụ tài chính"),
        _settle,
        lambda _a, _v: [Ask("textarea", "note", _("Chứng từ, ghi chú"), optional=True)],
        kind="primary",
    ),
    Act(
        "yeu-cau-tai-chinh",
        "request_payment",
        gettext_lazy("Yêu cầu nghĩa vụ tài chính"),
        _request,
        reason(gettext_lazy("Nghĩa vụ phải thực hiện"), gettext_lazy("Người nộp đọc được nguyên văn.")),
    ),
)
