"""Acts about money: record a fee, ask for a financial obligation, confirm it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.government.dossiers.actions.fees import record_fee, request_payment, settle_payment
from tinhso.government.dossiers.forms.asks import Act, Ask, Given, reason
from tinhso.government.dossiers.models import Fee, Method
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.money import vnd


def unpaid(view: Detail) -> list[Fee]:
    """Fees that nobody recorded yet."""
    return [fee for fee in view.fees if fee.recorded_at is None]


def _fee_asks(_actor: Actor, view: Detail) -> list[Ask]:
    fees = unpaid(view)
    options = tuple(
        (str(fee.pk), f"{fee.name}: {vnd(fee.due) if fee.due is not None else _('chưa có mức thu')}")
        for fee in fees
    )
    first = fees[0] if fees else None
    return [
        Ask("radios", "fee", _("Khoản thu"), options=options, value=str(first.pk) if first else ""),
        Ask("money", "paid", _("Số tiền đã thu"), value=str(first.due or "") if first else ""),
        Ask("radios", "method", _("Cách nộp"), options=tuple(Method.choices), value=Method.CASH.value),
        Ask("text", "receipt_no", _("Số biên lai"), optional=True),
        Ask("text", "reason", _("Căn cứ miễn, hoặc căn cứ mức thu"), optional=True),
    ]


def _record(given: Given) -> str:
    ident = given.ident("fee", _("Hãy chọn khoản thu."))
    assert isinstance(ident, UUID)
    fee = next((f for f in given.view.fees if f.pk == ident), None)
    paid = given.whole("paid")
    waived = given.text("method") == Method.WAIVED
    if paid is None and not waived:
        raise Refused("amount_needed", _("Hãy ghi số tiền đã thu."), field="paid")
    unstated = fee is not None and fee.due is None
    record_fee(
        given.actor,
        given.view.dossier.pk,
        fee_id=ident,
        paid=paid or 0,
        method=given.text("method"),
        receipt_no="" if waived else given.text("receipt_no"),
        due=(paid or 0) if unstated else None,
        reason=given.text("reason"),
        expected_version=given.version,
    )
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
