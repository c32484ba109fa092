"""What the holder of a record that cannot leave does: put the dossier right, or say why nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal import access
from tinhso.government.portal.actions._note import PORTAL, note_outgoing
from tinhso.government.portal.models import Outgoing, OutgoingState
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused
from tinhso.lib.text import clean

REASON = 1000
# Which facts of the dossier take a record out of the hold, by its reason.
CORRECTED: dict[str, tuple[str, ...]] = {
    "owner_unnamed": ("name",),
    "owner_without_number": ("citizen_id", "passport"),
    "owner_number_odd": ("citizen_id", "passport"),
    "enterprise_without_number": ("tax_number",),
    "summary_missing": ("summary",),
    "summary_too_long": ("summary",),
}


def correct(actor: Actor, outgoing_id: UUID, given: Mapping[str, str], *, reason: str) -> Outgoing:
    """Correct the dossier behind a held line, with the ground, and have the line checked anew.

    Raises NotFound, Conflict when it is no longer held, and what `dossiers.correct_owner` raises.
    """
    with transaction.atomic():
        held = _held(actor, outgoing_id)
    facts: dict[str, Any] = {key: given.get(key, "") for key in CORRECTED.get(held.reason_code, ())}
    if not facts or held.dossier_id is None:
        raise Refused("nothing_to_correct", _("Lý do giữ này không sửa được ở đây."))
    # An act of its own: refused, it leaves the attempt; done, its event alone would bring the line into the queue.
    dossiers.correct_owner(actor, held.dossier_id, reason=reason, **facts)
    with transaction.atomic():
        row = Outgoing.objects.select_for_update().get(pk=held.pk)
        if row.state == OutgoingState.HELD:
            row.state, row.next_try_at, row.tries = OutgoingState.WAITING, now(), 0
            row.save()
        note_outgoing(actor, "put_right", row, reason=held.reason_code)
    return row


@act("portal.settle")
def settle_line(actor: Actor, outgoing_id: UUID, *, reason: str) -> Outgoing:
    """Take a line out of the hold without sending it: the portal was told by another way, or nothing is to be told.

    Who, when and why are kept; the dossier's next act is looked at anew. Raises NotFound, Conflict, Refused.
    """
    row = _held(actor, outgoing_id)
    why = clean(reason)
    if not why or len(why) > REASON:
        raise Refused(
            "reason_needed", _("Hãy ghi đã báo Cổng bằng cách nào, hoặc vì sao không gửi."), field="reason"
        )
    row.state, row.next_try_at, row.deadline, row.held_at = OutgoingState.SETTLED, None, None, None
    row.settled_at, row.settled_by_id, row.settled_reason = now(), actor.account_id, why
    row.changed_at = row.settled_at
    row.save()
    note_outgoing(actor, "settled", row, reason=row.reason_code)
    if row.dossier_id is not None:
        dossiers.mark_sync(PORTAL, row.dossier_id, "not_sent")
    return row


def _held(actor: Actor, outgoing_id: UUID) -> Outgoing:
    access.check_may_act(actor)
    found = access.outgoing_of(actor, outgoing_id)
    row = Outgoing.objects.select_for_update().get(pk=found.pk)
    if row.state != OutgoingState.HELD:
        raise Conflict(
            "line_not_held",
            _("Hồ sơ này không còn bị giữ lại."),
            way_out=_("Tải lại trang để xem tình trạng mới nhất."),
        )
    return row
