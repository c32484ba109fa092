"""Numbers that never came: noticed each minute, asked for again, ended by their arrival or by a reason."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.province.api import setting
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.portal import access
from tinhso.government.portal.actions._note import PORTAL, alone
from tinhso.government.portal.models import LostNumbers, LostState, StreamNumber
from tinhso.government.portal.rules import lost as rule
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused
from tinhso.lib.text import clean

# The newest numbers are looked through for holes; an older hole has its row already.
LOOKED_AT = 20_000
REASON = 1000


@transaction.atomic
def notice_lost() -> int:
    """Bring the rows in line with what came and what did not; how many runs are open.

    A run is owed what an online filing is owed: the package that is lost may be one.
    """
    alone("lost numbers")
    moment = now()
    for row in LostNumbers.objects.select_for_update().filter(state=LostState.OPEN):
        _shrink(row)
    come = list(StreamNumber.objects.order_by("-number").values_list("number", flat=True)[:LOOKED_AT])
    begins_at = 1 if len(come) < LOOKED_AT else min(come)
    known = LostNumbers.objects.filter(last__gte=begins_at).exclude(state=LostState.ARRIVED)
    missing = rule.without(rule.gaps(come, begins_at), known.values_list("first", "last"))
    deadline = calendar().add_hours(moment, setting("reception_hours"))
    for first, last in missing:
        row = LostNumbers.objects.create(first=first, last=last, noticed_at=moment, deadline=deadline)
        _note(PORTAL, "lost", row)
    return LostNumbers.objects.filter(state=LostState.OPEN).count()


def _shrink(row: LostNumbers) -> None:
    """What of a run came meanwhile is waited for no more; the rest keeps holder, deadline and what was asked."""
    run = (row.first, row.last)
    come = StreamNumber.objects.filter(number__range=run).values_list("number", flat=True)
    left = rule.without([run], [(number, number) for number in come])
    if left == [run]:
        return
    if not left:
        row.state, row.ended_at = LostState.ARRIVED, now()
        row.save()
        _note(PORTAL, "found", row)
        return
    (row.first, row.last), *rest = left
    row.save()
    for first, last in rest:
        LostNumbers.objects.create(
            first=first,
            last=last,
            noticed_at=row.noticed_at,
            deadline=row.deadline,
            asked_at=row.asked_at,
            asked_by_id=row.asked_by_id,
            asked_note=row.asked_note,
        )


@act("portal.ask_again")
def ask_again(actor: Actor, lost_id: UUID, *, note: str) -> LostNumbers:
    """Write down that the portal's operator was asked to send these numbers again: whom, how. They stay open.

    The contract has no call that asks for a package by its number, so a person does. Raises Forbidden, Conflict.
    """
    row = _open(actor, lost_id)
    row.asked_note = _why(note, _("Hãy ghi đã đề nghị ai, bằng cách nào."))
    row.asked_at, row.asked_by_id = now(), actor.account_id
    row.save()
    _note(actor, "asked_again", row)
    return row


@act("portal.settle_lost")
def settle_lost(actor: Actor, lost_id: UUID, *, reason: str) -> LostNumbers:
    """Wait for these numbers no longer, with the reason. What comes after all is taken in as ever."""
    row = _open(actor, lost_id)
    row.reason = _why(reason, _("Hãy ghi vì sao không chờ các số này nữa."))
    row.state, row.ended_at, row.ended_by_id = LostState.SETTLED, now(), actor.account_id
    row.save()
    _note(actor, "settled_lost", row)
    return row


def _open(actor: Actor, lost_id: UUID) -> LostNumbers:
    access.check_may_run(actor)
    row = LostNumbers.objects.select_for_update().filter(pk=lost_id).first()
    if row is None:
        raise NotFound("lost_unknown", _("Không tìm thấy các số này."))
    if row.state != LostState.OPEN:
        raise Conflict(
            "lost_ended",
            _("Các số này đã đến hoặc đã được khép lại."),
            way_out=_("Tải lại trang để xem tình trạng mới nhất."),
        )
    return row


def _why(text: str, missing: str) -> str:
    found = clean(text)
    if not found or len(found) > REASON:
        raise Refused("reason_needed", missing, field="reason")
    return found


def _note(actor: Actor, verb: str, row: LostNumbers) -> None:
    # The log takes no number as long as an identity number.
    plain = {name: number for name, number in (("first", row.first), ("last", row.last)) if number < 10**11}
    record(actor, f"portal.{verb}", Subject("portal_lost", UUID(str(row.pk))), plain)
