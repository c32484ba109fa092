"""What the verbs of a postal item share: the locked row of the actor's desk, and its move."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.handover.access import DESK, desks_of
from tinhso.government.handover.models import PostalItem
from tinhso.government.handover.rules.postal import HOURS, after
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound


def locked(actor: Actor, item_id: UUID) -> PostalItem:
    """The item, locked until the act ends. NotFound for other desks', Forbidden for other roles."""
    found = PostalItem.objects.select_for_update().filter(pk=item_id, desk_id__in=desks_of(actor)).first()
    if found is None:
        raise NotFound("item_unknown", _("Không tìm thấy bưu gửi này."))
    if not actor.has(*DESK):
        raise Forbidden("role_needed", _("Chỉ cán bộ Một cửa theo dõi bưu gửi."))
    # Who continues only a part of a desk has not all of its dossiers.
    dossiers.for_officer(actor, found.dossier_id)
    return found


def move(actor: Actor, item: PostalItem, verb: str, **changes: Any) -> PostalItem:
    """Bring the item to where the verb leads, with the deadline of that state; Conflict when it moved before."""
    target = after(verb, item.state)
    if target is None:
        raise Conflict(
            "item_moved",
            _("Bưu gửi này đã được ghi nhận khác trước đó."),
            way_out=_("Tải lại trang để xem tình trạng mới nhất."),
        )
    moment = now()
    item.state = target
    item.due_at = calendar().add_hours(moment, HOURS[target]) if target in HOURS else None
    for name, value in changes.items():
        setattr(item, name, value)
    item.save()
    facts = {"item": item.pk, "code": item.code, "state": target}
    record(actor, f"post.{verb}", Subject("dossier", item.dossier_id), facts)
    return item
