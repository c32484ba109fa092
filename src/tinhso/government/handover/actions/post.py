"""The post takes the item: its tracking number is known from now on."""

from __future__ import annotations

import re
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.foundation.worktime.api import now
from tinhso.government.handover.actions._item import locked, move
from tinhso.government.handover.models import PostalItem
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

NUMBER = re.compile(r"[A-Z0-9][A-Z0-9.\-]{4,29}")


@act("post.post")
def hand_to_post(actor: Actor, item_id: UUID, tracking_no: str) -> PostalItem:
    """Raises Refused for a number that is none, Conflict when it was handed over before. Records `post.post`."""
    number = "".join(tracking_no.split()).upper()
    if not NUMBER.fullmatch(number):
        raise Refused(
            "tracking_number",
            _("Số hiệu bưu gửi gồm 5 đến 30 chữ cái và chữ số, ví dụ VN123456789."),
            field="tracking_no",
        )
    return move(actor, locked(actor, item_id), "post", tracking_no=number, posted_at=now())


@act("post.drop")
def drop_label(actor: Actor, item_id: UUID) -> PostalItem:
    """A label that was not used: the result waits at the desk again. Records `post.drop`."""
    return move(actor, locked(actor, item_id), "drop")
