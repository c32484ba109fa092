"""What the pages of a dossier show about paying: where the money is, a QR for a transfer, the way to pay online."""

from __future__ import annotations

from typing import Any

import segno
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.api import Paying
from tinhso.government.payments import gateway
from tinhso.government.payments.actions.ask import request_for
from tinhso.government.payments.models import PaymentRequest
from tinhso.government.payments.queries.beneficiaries import PaidInto, beneficiary
from tinhso.government.payments.queries.standing import DO_NOT_PAY, of_dossier, standing
from tinhso.government.payments.rules import vietqr
from tinhso.government.payments.rules.references import plain
from tinhso.lib.money import vnd


def offer(dossier: Any, reader: str) -> Paying | None:
    """For a dossier that owes, or whose money is on its way; None where there is nothing to say."""
    owing = dossier.payment == "due"
    request = request_for(dossiers.owed_of(dossier)) if owing else of_dossier(dossier.pk)
    if request is None:
        return None
    where = standing(request)
    if where.key in ("none", "closed"):
        return None
    pays = where.key not in DO_NOT_PAY and request.amount > 0
    account = beneficiary(request.agency_id) if pays else None
    href, label = "", ""
    if (
        reader == "person"
        and where.key not in ("paid", "refunded")
        and (account or gateway.connected() or not pays)
    ):
        href, label = (
            reverse("payments:pay", args=[request.code]),
            _("Nộp tiền trực tuyến") if pays else _("Xem lần trả tiền"),
        )
    if reader == "person" and where.key == "paid":
        href, label = f"{reverse('payments:find_receipt')}?ma={request.code}", _("Xem biên lai điện tử")
    return Paying(
        told=where.told and (*where.told, where.next_act) if reader == "person" else where.told,
        picture=picture(request, account) if account else "",
        under=under(request, account) if account else (),
        href=href,
        label=label,
    )


def payload_of(request: PaymentRequest, account: PaidInto) -> str:
    """The VietQR for everything that is owed; the reference in 62.08 brings the transfer back to its dossier."""
    return vietqr.payload(
        account.bank_bin,
        account.number,
        request.amount,
        request.reference,
        plain(request.code)[: vietqr.LONGEST_TEXT],
    )


def picture(request: PaymentRequest, account: PaidInto) -> Markup:
    """The QR as SVG; no words of anybody stand in it."""
    title = _("Mã VietQR để chuyển khoản %(amount)s") % {"amount": vnd(request.amount)}
    drawn = segno.make(payload_of(request, account), error="m").svg_inline(
        scale=4, border=4, unit="px", title=title
    )
    return Markup(drawn)  # noqa: S704


def under(request: PaymentRequest, account: PaidInto) -> tuple[str, ...]:
    """The same in words, for whoever types it."""
    facts = {"holder": account.holder, "number": account.number, "bank": account.bank_name}
    told = (
        _("Tài khoản %(number)s, %(bank)s. Chủ tài khoản: %(holder)s.") % facts,
        _("Số tiền: %(amount)s. Nội dung: %(text)s")
        % {"amount": vnd(request.amount), "text": request.reference},
        _("Giữ nguyên nội dung: hệ thống tìm hồ sơ theo mã đó khi ngân hàng gửi sao kê."),
    )
    if account.simulated:
        return (_("Tài khoản MÔ PHỎNG của bản trình diễn: đừng chuyển tiền thật."), *told)
    return told
