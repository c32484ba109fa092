"""What the tracking page says first: who holds it, when it ends, whether you must do anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tinhso.government.dossiers.models import Channel, Delivery, Dossier
from tinhso.government.dossiers.queries.tracking import Tracking
from tinhso.government.dossiers.rules import transitions as t

PLAIN = {
    t.NEW: _lazy("Mới nộp, chờ tiếp nhận"),
    t.ACCEPTED: _lazy("Đã tiếp nhận"),
    t.REFUSED: _lazy("Không được tiếp nhận"),
    t.PROCESSING: _lazy("Đang xử lý"),
    t.SUPPLEMENT: _lazy("Chờ bạn bổ sung"),
    t.FINANCIAL: _lazy("Chờ bạn nộp nghĩa vụ tài chính"),
    t.WITHDRAWN: _lazy("Bạn đã rút hồ sơ"),
    t.STOPPED: _lazy("Dừng xử lý"),
    t.DONE: _lazy("Đã có kết quả"),
    t.RETURNED: _lazy("Đã trả kết quả"),
}
WAYS_IN = {
    Channel.ONLINE: _lazy("Nộp trực tuyến"),
    Channel.DIRECT: _lazy("Nộp trực tiếp"),
    Channel.POSTAL: _lazy("Gửi bưu chính"),
}
WAYS_OUT = {
    Delivery.DESK: _lazy("Nhận tại Bộ phận Một cửa"),
    Delivery.POST: _lazy("Nhận qua bưu chính công ích"),
    Delivery.ONLINE: _lazy("Nhận bản điện tử"),
}
TONES = {
    t.REFUSED: "neutral", t.STOPPED: "neutral", t.WITHDRAWN: "neutral", t.SUPPLEMENT: "amber",
    t.FINANCIAL: "amber", t.DONE: "green", t.RETURNED: "green",
}  # fmt: skip
CLOSED = (t.REFUSED, t.STOPPED, t.WITHDRAWN, t.RETURNED)


@dataclass(frozen=True)
class Said:
    """Three sentences. `where` is followed by the holder's name, `until` by the moment; both may be empty."""

    where: str
    holder: str
    until: str
    moment: datetime | None
    late: bool
    duty: str
    reason: str = ""


def plain_state(dossier: Dossier) -> str:
    """The state in plain words; the official term stays on papers."""
    return str(PLAIN[dossier.state])


def short_title(dossier: Dossier) -> str:
    """The procedure's title as one says it: without the word "Thủ tục" before it."""
    title = dossier.procedure_title.removeprefix("Thủ tục ")
    return title[:1].upper() + title[1:]


def channel_name(dossier: Dossier) -> str:
    """How it was filed, in the reader's language."""
    return str(WAYS_IN[Channel(dossier.channel)])


def delivery_name(dossier: Dossier) -> str:
    """How the result is handed over, in the reader's language."""
    return str(WAYS_OUT[Delivery(dossier.delivery)])


def tone(dossier: Dossier) -> str:
    """The colour of the state's tag."""
    return TONES.get(dossier.state, "blue")


def said(dossier: Dossier, view: Tracking) -> Said:
    """The three sentences of one dossier."""
    closed = dossier.state in CLOSED
    until, moment = _until(dossier, view)
    return Said(
        where=_where(dossier, view) if not closed else plain_state(dossier),
        holder="" if closed else view.holder,
        until=until,
        moment=moment,
        late=view.overdue and not closed,
        duty=_prepaying(dossier) or _duty(dossier, view),
        reason=_reason(dossier),
    )


def _where(dossier: Dossier, view: Tracking) -> str:
    if dossier.state == t.PROCESSING:
        doing = [step.title for step in view.steps if step.done_at is None]
        if doing:
            return _("Đang ở bước “%(step)s” tại") % {"step": doing[-1]}
        return _("Đang xử lý ở")
    if dossier.state == t.NEW and dossier.pay_by is not None:
        return _("Chờ nộp tiền. Hồ sơ đang ở")
    if dossier.state in (t.SUPPLEMENT, t.FINANCIAL):
        return plain_state(dossier) + ". " + _("Hồ sơ đang ở")
    return _("%(state)s tại") % {"state": plain_state(dossier)}


def _until(dossier: Dossier, view: Tracking) -> tuple[str, datetime | None]:
    if dossier.state == t.RETURNED:
        return _("Trả lúc:"), dossier.returned_at
    if dossier.state in CLOSED:
        return _("Khép lại lúc:"), dossier.finished_at or dossier.last_moved_at
    if dossier.state == t.SUPPLEMENT and view.supplement is not None:
        return _("Hạn bổ sung:"), view.supplement.deadline
    if dossier.state == t.DONE:
        return _("Có kết quả lúc:"), dossier.finished_at
    if dossier.state == t.NEW and dossier.pay_by is not None:
        return _("Nộp tiền chậm nhất:"), dossier.pay_by
    if dossier.state == t.NEW:
        return _("Trả lời bạn chậm nhất:"), dossier.reception_due
    if dossier.due_at is not None:
        return _("Hẹn trả kết quả:"), dossier.due_at
    return _("Bước này xong chậm nhất:"), view.next_due


def _prepaying(dossier: Dossier) -> str:
    """What to pay before reception; empty where nothing holds it up."""
    if dossier.state != t.NEW or dossier.pay_by is None:
        return ""
    if dossier.pay_lapsed_at is not None:
        return _("Đã quá hạn nộp tiền. Bạn vẫn nộp được cho tới khi hồ sơ bị từ chối tiếp nhận.")
    return _("Bạn cần nộp tiền; thời hạn tiếp nhận tính từ lúc nộp xong.")


def _duty(dossier: Dossier, view: Tracking) -> str:
    match dossier.state:
        case t.SUPPLEMENT:
            count = len(view.supplement.items.all()) if view.supplement is not None else 0
            return _("Bạn cần bổ sung %(n)s thứ.") % {"n": count}
        case t.FINANCIAL:
            return _("Bạn cần nộp tiền theo thông báo.")
        case t.DONE if dossier.delivery == Delivery.ONLINE:
            return _("Bạn tải bản điện tử ở dưới.")
        case t.DONE if dossier.delivery == Delivery.POST:
            return _("Bưu chính mang kết quả tới địa chỉ của bạn.")
        case t.DONE:
            return _("Mời bạn tới nhận, nhớ mang căn cước.")
        case t.REFUSED:
            return _("Khắc phục xong, bạn có thể nộp hồ sơ mới.")
        case t.WITHDRAWN:
            return _("Muốn làm lại, bạn nộp hồ sơ mới.")
        case t.STOPPED:
            return _("Hỏi thêm tại Bộ phận Một cửa nơi bạn nộp.")
        case t.RETURNED:
            return _("Bạn không phải làm gì nữa.")
    return _("Bạn chưa phải làm gì thêm.")


def _reason(dossier: Dossier) -> str:
    """Why it was not received or was stopped: written for the person when it was decided."""
    if dossier.state not in (t.REFUSED, t.STOPPED):
        return ""
    last = dossier.steps.exclude(done_at=None).order_by("-done_at", "-ordinal").first()
    return last.note if last is not None else ""
