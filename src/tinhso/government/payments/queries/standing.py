"""Where a dossier's money is, in plain words, at this moment: never more than is known, never less."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.payments.models import PaymentRequest, Transaction
from tinhso.government.payments.rules import states
from tinhso.lib.dates import vi_moment
from tinhso.lib.money import vnd

# paid: on the dossier · held: taken, not on the dossier · checking: perhaps taken · open: the page is open ·
# failed: the last try took nothing · unpaid: nothing was tried · refunded: given back · closed: nothing is asked any
# more · none: nothing was ever asked
DO_NOT_PAY = ("paid", "held", "checking", "refunded", "closed", "none")


@dataclass(frozen=True)
class Standing:
    """One word for programs, sentences for people; `page` leads back to a payment that is still open."""

    key: str
    told: tuple[str, ...]
    transaction: Transaction | None = None
    page: str = ""

    @property
    def next_act(self) -> str:
        """What the person does now, in one sentence; empty where nothing was ever asked."""
        return {
            "paid": _("Bạn không phải làm gì nữa. Biên lai điện tử tra tại trang “Tra cứu biên lai”."),
            "held": _("Bạn chưa phải làm gì. Sau ba ngày chưa thấy ghi, hãy đưa mã giao dịch cho Bộ phận Một cửa."),
            "checking": _("Bạn chưa phải làm gì. Muốn xem ngay, bấm “Hỏi lại ngân hàng”."),
            "open": _("Trả nốt trên trang trả tiền, hoặc bấm “Hỏi lại ngân hàng” nếu bạn đã trả."),
            "failed": _("Bạn có thể trả lại, chuyển khoản, hoặc nộp tại quầy."),
            "unpaid": _("Trả trực tuyến, chuyển khoản, hoặc nộp tại quầy."),
            "refunded": _("Bạn không phải làm gì nữa."),
            "closed": _("Bạn không phải nộp gì cho hồ sơ này."),
        }.get(self.key, "")  # fmt: skip


def standing(request: PaymentRequest | None) -> Standing:
    """What to tell about a request and its last transactions."""
    if request is None:
        return Standing("none", ())
    tries = list(request.transactions.order_by("-made_at")[:20])
    held = next((one for one in tries if one.state == states.OK and one.recorded < one.amount), None)
    if held is not None:
        return Standing("held", _held(held), held)
    current = next((one for one in tries if one.state in states.OPEN), None)
    if current is not None:
        return _open(current)
    if request.state == states.PAID:
        return Standing("paid", _paid(tries, request.paid_at))
    if request.state == states.REFUNDED:
        return Standing("refunded", (_("Tiền đã được hoàn lại cho người nộp."),))
    if request.state == states.CANCELLED or not request.amount:
        return Standing("closed", (_("Hồ sơ này không còn khoản nào phải nộp."),))
    failed = tries[0] if tries and tries[0].state == states.FAIL else None
    if failed is not None:
        told = _("Lần trả lúc %(at)s không thành công. Nền tảng thanh toán cho biết không trừ tiền của bạn.")
        return Standing("failed", (told % {"at": vi_moment(failed.made_at)},), failed)
    return Standing("unpaid", ())


def _held(one: Transaction) -> tuple[str, ...]:
    facts = {"amount": vnd(one.amount), "at": vi_moment(one.told_at or one.made_at), "code": one.reference}
    return (
        _("Ngân hàng đã trừ %(amount)s của bạn lúc %(at)s, hệ thống đang đối chiếu để ghi vào hồ sơ.")
        % facts,
        _("Bạn không phải trả lần nữa. Giữ mã giao dịch %(code)s; nếu thừa, tiền sẽ được hoàn lại.") % facts,
    )


def _open(one: Transaction) -> Standing:
    facts = {"at": vi_moment(one.made_at), "code": one.reference, "amount": vnd(one.amount)}
    young = one.state == states.INIT and now() - one.made_at < states.PAGE_LIFE
    told: tuple[str, ...]
    if young and one.page:
        told = (
            _("Bạn đã mở trang trả %(amount)s lúc %(at)s. Chưa có tin ngân hàng đã trừ tiền.") % facts,
            _("Nếu bạn đã trả, đừng trả lần nữa: trang này tự cho biết khi ngân hàng trả lời."),
        )
        return Standing("open", told, one, one.page)
    if young:
        told = (_("Nền tảng thanh toán chưa mở được trang trả tiền. Bạn chưa bị trừ tiền; hãy thử lại."),)
        return Standing("failed", told, one)
    told = (
        _("Lần trả %(amount)s lúc %(at)s chưa có câu trả lời của ngân hàng; hệ thống đang đối chiếu.")
        % facts,
        _(
            "Nếu ngân hàng đã trừ tiền, khoản này sẽ được ghi vào hồ sơ. Đừng trả lần nữa. Mã giao dịch: %(code)s."
        )
        % facts,
    )
    return Standing("checking", told, one)


def _paid(tries: list[Transaction], at: datetime | None) -> tuple[str, ...]:
    done = next((one for one in tries if one.state == states.OK), None)
    if done is None:
        return (_("Đã nộp đủ lúc %(at)s.") % {"at": vi_moment(at)},) if at else ()
    facts = {"at": vi_moment(done.told_at or done.settled_at or done.made_at), "code": done.reference}
    return (_("Đã trả trực tuyến lúc %(at)s và đã ghi vào hồ sơ. Mã giao dịch: %(code)s.") % facts,)


def of_dossier(dossier_id: UUID) -> PaymentRequest | None:
    """The request of a dossier as it is, made by nobody."""
    return PaymentRequest.objects.filter(dossier_id=dossier_id).first()
