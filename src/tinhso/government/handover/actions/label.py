"""A label for the post: to whom and where; the item waits at the desk until the post takes it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.handover.access import result_at_desk
from tinhso.government.handover.models import PostalItem
from tinhso.government.handover.rules.postal import CAME_BACK, CLOSED, HOURS, LABELLED, OPEN
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Invalid
from tinhso.lib.ids import new_id
from tinhso.lib.text import clean


@act("post.label")
def label(
    actor: Actor, dossier_id: UUID, *, name: str, address: str, phone: str = "", unpaid_known: bool = False
) -> PostalItem:
    """A new sending; an earlier one that came back is closed by it.

    Raises Invalid with every fault, Conflict while another sending is open, Forbidden for other desks; an unpaid
    fee needs `unpaid_known`. Records `post.label` on the dossier.
    """
    view, desk = result_at_desk(actor, dossier_id)
    faults = []
    who, where, call = clean(name).strip(), clean(address).strip().replace("\n", ", "), clean(phone).strip()
    if not who or len(who) > 250:
        faults.append(FieldError("name", _("Hãy ghi tên người nhận bưu gửi.")))
    if len(where) < 8 or len(where) > 500:
        faults.append(FieldError("address", _("Hãy ghi đủ địa chỉ nhận: số nhà hoặc thôn, xã, tỉnh.")))
    if len(call) > 20:
        faults.append(FieldError("phone", _("Số điện thoại dài quá.")))
    if view.dossier.payment in ("due", "unknown") and not unpaid_known:
        faults.append(
            FieldError("unpaid_known", _("Hồ sơ còn khoản chưa thu: thu trước, hoặc xác nhận vẫn gửi."))
        )
    if faults:
        raise Invalid(faults, "label_invalid")
    before = PostalItem.objects.select_for_update().filter(dossier_id=dossier_id, state__in=OPEN).first()
    if before is not None:
        if before.state != CAME_BACK:
            raise Conflict("already_posted", _("Kết quả này đã có một bưu gửi đang mở."))
        before.state, before.due_at = CLOSED, None
        before.save(update_fields=["state", "due_at"])
    moment = now()
    made = PostalItem.objects.create(
        id=new_id(),
        dossier_id=dossier_id,
        code=view.dossier.code,
        desk_id=desk,
        name=who,
        address=where,
        phone=call,
        made_at=moment,
        due_at=calendar().add_hours(moment, HOURS[LABELLED]),
    )
    record(
        actor,
        "post.label",
        Subject("dossier", dossier_id),
        {"item": made.pk, "code": made.code},
        {"receiver": who, "address": where},
    )
    return made
