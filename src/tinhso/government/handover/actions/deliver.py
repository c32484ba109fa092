"""What became of a posted item: delivered, which returns the result, or come back, which the desk has to act on."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.handover.actions._item import locked, move
from tinhso.government.handover.models import PostalItem
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused
from tinhso.lib.text import clean


@act("post.deliver")
def delivered(actor: Actor, item_id: UUID, receiver_name: str = "") -> PostalItem:
    """The post says it was delivered: 9 → 10 by post. Records `post.deliver` and `dossier.return_result`.

    Raises Conflict `posted_before` when the result was issued after the item left: what was delivered is another,
    taken back since.
    """
    item = locked(actor, item_id)
    result = dossiers.detail(actor, item.dossier_id).result
    if result is not None and item.posted_at is not None and item.posted_at < result.issued_at:
        raise Conflict(
            "posted_before",
            _("Bưu gửi này mang kết quả đã bị thu hồi, không phải kết quả hiện nay."),
            way_out=_("Ghi bưu gửi này là chuyển hoàn, rồi lập bưu gửi mới cho kết quả hiện nay."),
        )
    who = clean(receiver_name).strip()[:250] or item.name
    move(actor, item, "deliver", delivered_at=now(), receiver_name=who)
    dossiers.return_result(
        actor, item.dossier_id, how="post", receiver_name=who, note=item.tracking_no, unpaid_known=True
    )
    return item


@act("post.come_back")
def came_back(actor: Actor, item_id: UUID, reason: str) -> PostalItem:
    """Not delivered: the item is at the desk again, in its list with a deadline. Records `post.come_back`."""
    why = clean(reason).strip()
    if not why:
        raise Refused("reason_needed", _("Hãy ghi lý do bưu chính chuyển hoàn."), field="reason")
    return move(actor, locked(actor, item_id), "come_back", came_back_at=now(), reason=why[:500])
