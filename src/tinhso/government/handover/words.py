"""How a result reached the person, in plain words for officers and residents alike."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.government.handover.models import Confirmation, PostalItem, WalletSending
from tinhso.government.handover.wallet import simulated
from tinhso.lib.dates import vi_moment


def told(dossier_id: UUID) -> list[str]:
    """One line each for post, confirmation and wallet; nothing for what did not happen."""
    lines = [
        _postal(one)
        for one in PostalItem.objects.filter(dossier_id=dossier_id)
        .exclude(state="closed")
        .order_by("made_at")
    ]
    given = Confirmation.objects.filter(dossier_id=dossier_id, confirmed_at__isnull=False)
    lines += [
        _("%(how)s lúc %(at)s.") % {"how": how_words(one.how), "at": vi_moment(one.confirmed_at, _)}
        for one in given.order_by("-confirmed_at")[:1]
    ]
    lines += [_wallet(one) for one in WalletSending.objects.filter(dossier_id=dossier_id)]
    return lines


def how_words(how: str) -> str:
    """How the person confirmed."""
    return {
        "signature": _("Người nhận đã ký trên màn hình"),
        "account": _("Người nhận đã xác nhận bằng tài khoản của mình"),
        "receipt": _("Người nhận đã xác nhận bằng mã tra cứu trên giấy tiếp nhận"),
    }[how]


def delivery_words(delivery: str) -> str:
    """How the person wants the result."""
    return {
        "desk": _("Đến nhận tại quầy"),
        "post": _("Gửi bưu chính"),
        "online": _("Bản điện tử"),
    }.get(delivery, delivery)


def state_words(state: str) -> str:
    """A postal state."""
    return {
        "labelled": _("Chờ giao bưu chính"),
        "posted": _("Bưu chính đang phát"),
        "delivered": _("Đã phát"),
        "came_back": _("Chuyển hoàn"),
        "closed": _("Đã đóng"),
    }[state]


def _postal(one: PostalItem) -> str:
    facts = {"number": one.tracking_no, "at": "", "why": one.reason}
    if one.state == "labelled":
        return _("Kết quả đã đóng gói, chờ giao bưu chính.")
    if one.state == "posted":
        facts["at"] = vi_moment(one.posted_at, _)
        return _("Đã giao bưu chính lúc %(at)s, số hiệu bưu gửi %(number)s.") % facts
    if one.state == "delivered":
        facts["at"] = vi_moment(one.delivered_at, _)
        return _("Bưu chính đã phát lúc %(at)s, số hiệu bưu gửi %(number)s.") % facts
    facts["at"] = vi_moment(one.came_back_at, _)
    return (
        _("Bưu chính không phát được và đã chuyển hoàn lúc %(at)s: %(why)s. Một cửa sẽ liên hệ lại.") % facts
    )


def _wallet(one: WalletSending) -> str:
    where = _("ví giấy tờ điện tử mô phỏng") if simulated() else _("ví giấy tờ điện tử")
    if one.state == "delivered":
        return _("Bản điện tử đã vào %(wallet)s lúc %(at)s.") % {
            "wallet": where,
            "at": vi_moment(one.delivered_at, _),
        }
    if one.state == "waiting":
        return _("Bản điện tử đang được gửi vào %(wallet)s.") % {"wallet": where}
    return _("Chưa gửi được bản điện tử vào %(wallet)s; Một cửa đang xem lại.") % {"wallet": where}
