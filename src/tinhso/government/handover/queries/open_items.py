"""What a desk still has to do about results on their way, each with its deadline."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.government.dossiers import api as dossiers
from tinhso.government.handover.access import DONE, desks_of
from tinhso.government.handover.models import PostalItem, WalletSending
from tinhso.government.handover.rules.postal import CAME_BACK, CLOSED, DELIVERED, LABELLED, OPEN, POSTED
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut, paged
from tinhso.lib.errors import Refused
from tinhso.lib.text import clean

LENGTH = 50


def postal(actor: Actor, *, text: str = "", after: str = "") -> Cut[PostalItem]:
    """The desk's open sendings, the next due first: one page; what came back and was then handed over is none.

    A desk that continues a part of another has those of the other's sendings whose dossiers it may see.

    `text`: part of a dossier's code, a tracking number or the receiver's name; `after`: id of the last page's last.
    """
    rows = PostalItem.objects.filter(desk_id__in=desks_of(actor), state__in=OPEN)
    if wanted := clean(text)[:100]:
        rows = rows.filter(
            Q(code__icontains=wanted) | Q(tracking_no__icontains=wanted) | Q(name__icontains=wanted)
        )
    if (last := _last(after)) is not None:
        rows = rows.filter(Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, id__gt=last.pk))
    found = list(rows.order_by("due_at", "id")[: LENGTH + 1])
    first = paged(found[:LENGTH], str(found[LENGTH - 1].pk) if len(found) > LENGTH else "")
    told = dossiers.passing(row.dossier_id for row in first)
    seen = dossiers.seen_among(actor, {row.dossier_id for row in first})
    return first.only(lambda row: row.dossier_id in seen and told[row.dossier_id].state == DONE)


def _last(after: str) -> PostalItem | None:
    try:
        return PostalItem.objects.filter(pk=UUID(after), due_at__isnull=False).first() if after else None
    except ValueError:
        return None


def waiting(actor: Actor, *, text: str = "", after: str = "") -> Cut[dossiers.Passing]:
    """Results at the desk that are not with the post: who comes for them, who wants them posted; next due first."""
    found = dossiers.waits_for_person(actor, text=text, after=after)
    sent = PostalItem.objects.filter(dossier_id__in=[one.id for one in found], state__in=OPEN)
    away = set(sent.values_list("dossier_id", flat=True))
    return found.only(lambda one: one.id not in away)


def held(actor: Actor, *, after: str = "") -> Cut[WalletSending]:
    """Documents that no wallet took; somebody has to look. One page; `after`: id of the last page's last."""
    rows = WalletSending.objects.filter(agency_id__in=desks_of(actor), state=WalletSending.State.HELD)
    try:
        last = WalletSending.objects.filter(pk=UUID(after)).first() if after else None
    except ValueError:
        last = None
    if last is not None:
        rows = rows.filter(Q(next_at__gt=last.next_at) | Q(next_at=last.next_at, id__gt=last.pk))
    found = list(rows.order_by("next_at", "id")[: LENGTH + 1])
    first = paged(found[:LENGTH], str(found[LENGTH - 1].pk) if len(found) > LENGTH else "")
    seen = dossiers.seen_among(actor, {row.dossier_id for row in first})
    return first.only(lambda row: row.dossier_id in seen)


def of_dossier(dossier_id: UUID) -> list[PostalItem]:
    """All sendings of a dossier, the newest first."""
    return list(PostalItem.objects.filter(dossier_id=dossier_id).order_by("-made_at"))


def check_posted(dossier_id: UUID, how: str) -> None:
    """By post refused `not_delivered` until the newest sending was delivered; at the desk `with_the_post` meanwhile.

    The refusal says what is missing.
    """
    newest = (
        PostalItem.objects.filter(dossier_id=dossier_id).exclude(state=CLOSED).order_by("-made_at").first()
    )
    state = newest.state if newest else ""
    if how == "desk" and state == POSTED:
        raise with_the_post()
    if how == "desk" or state == DELIVERED:
        return
    missing = {
        "": _("Chưa lập nhãn bưu gửi cho kết quả này."),
        LABELLED: _("Bưu gửi mới có nhãn, chưa giao bưu chính và chưa có số hiệu."),
        POSTED: _("Bưu chính chưa báo đã phát bưu gửi %(number)s."),
        CAME_BACK: _("Bưu gửi %(number)s bị chuyển hoàn, kết quả đang ở quầy."),
    }[state] % {"number": newest.tracking_no if newest else ""}
    raise Refused(
        "not_delivered",
        missing,
        field="how",
        way_out=_("Mở “Ký nhận, gửi bưu chính, ví giấy tờ” của hồ sơ để ghi nhận đường đi của bưu gửi."),
    )


def with_the_post() -> Refused:
    """Nobody hands over at the desk what the post has."""
    return Refused(
        "with_the_post",
        _("Bưu chính đang giữ kết quả nên không trả tại quầy được."),
        field="how",
        way_out=_("Ghi bưu chính chuyển hoàn trước, rồi trả tại quầy."),
    )
