"""Writing down that two records differ, and closing it with a reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import ZONE, now
from tinhso.government.payments.access import CASHIER, HEADS, check_books
from tinhso.government.payments.models import Difference
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused
from tinhso.lib.text import clean

LONGEST = 1000


def found(
    agency_id: UUID, kind: str, key: str, *, day: date | None = None, at: datetime | None = None, **facts: Any
) -> tuple[Difference, bool]:
    """The difference of this key and whether it is new; seen again, its moment moves on. A closed one stays closed."""
    moment = at or now()
    row, fresh = Difference.objects.get_or_create(
        key=f"{kind}:{key}"[:160],
        defaults={
            "agency_id": agency_id,
            "kind": kind,
            "day": day or moment.astimezone(ZONE).date(),
            "found_at": moment,
            "seen_at": moment,
            **facts,
        },
    )
    if not fresh:
        Difference.objects.filter(pk=row.pk).update(seen_at=moment)
    return row, fresh


@act("payment.assign_difference")
def assign(actor: Actor, difference_id: UUID, person: UUID) -> Difference:
    """Give a difference to somebody of the agency; that person is named by account."""
    row = _locked(actor, difference_id)
    row.assigned_to = person
    row.save(update_fields=["assigned_to"])
    _note(actor, "assign_difference", row, {"person": person})
    return row


@act("payment.close_difference")
def close(actor: Actor, difference_id: UUID, reason: str) -> Difference:
    """Close a difference with the reason, which stays with it."""
    row = _locked(actor, difference_id)
    why = clean(reason)[:LONGEST]
    if len(why) < 5:
        raise Refused("reason_needed", _("Hãy ghi đã xử lý thế nào."), field="reason")
    row.state, row.reason = Difference.State.CLOSED, why
    row.closed_at, row.closed_by = now(), actor.account_id
    row.save()
    _note(actor, "close_difference", row, {}, {"reason": why})
    return row


def settled(kind: str, key: str, reason: str) -> None:
    """Close what has resolved itself (the missing message came): by the platform, with the words for why."""
    Difference.objects.filter(key=f"{kind}:{key}"[:160], state=Difference.State.OPEN).update(
        state=Difference.State.CLOSED, reason=reason[:LONGEST], closed_at=now(), closed_by=None
    )


def _locked(actor: Actor, difference_id: UUID) -> Difference:
    row = Difference.objects.select_for_update().filter(pk=difference_id).first()
    if row is None:
        raise NotFound("difference_unknown", _("Không tìm thấy chênh lệch này."))
    check_books(actor, row.agency_id, *CASHIER, *HEADS)
    if row.state != Difference.State.OPEN:
        raise Conflict("difference_closed", _("Chênh lệch này đã được đóng."))
    return row


def _note(
    actor: Actor, verb: str, row: Difference, facts: dict[str, Any], digests: dict[str, str] | None = None
) -> None:
    record(actor, f"payment.{verb}", Subject("difference", row.pk), {"kind": row.kind, **facts}, digests)
