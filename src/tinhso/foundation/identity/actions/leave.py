"""Leave: recorded by the officer or their head, with a substitute who is there on all the days."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.leaves import LeaveInfo, able_to_stand_in, living
from tinhso.foundation.identity.models import Account, Capacity, Leave
from tinhso.foundation.identity.queries import person_name
from tinhso.foundation.identity.telling import tell
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.lib.actor import Actor
from tinhso.lib.dates import vi_date
from tinhso.lib.errors import FieldError, Forbidden, Invalid, NotFound

# Longer than this the place itself ends or is filled anew.
MOST_DAYS = 366
HEADS = ("leader", "division_head", "unit_admin")


@act("leave.record")
def record_leave(
    actor: Actor, capacity_id: UUID, first: date, last: date, substitute_id: UUID | None = None
) -> LeaveInfo:
    """Record leave from `first` to `last` (both included, none before today); the substitute is told.

    The substitute serves in the same agency in one of the same roles on all these days and is not away then;
    without one only where nobody could be. Nobody who stands in for others in these days goes on leave before
    somebody else does. Invalid names each fault.
    """
    row = _capacity_of(actor, capacity_id)
    _lock(row.account_id, substitute_id)
    errors = _day_faults(row, first, last)
    errors += [] if errors else _faults(row, first, last, substitute_id)
    if errors:
        raise Invalid(errors)
    return _store(actor, row, first, last, substitute_id)


@act("leave.end")
def end_leave(actor: Actor, leave_id: UUID) -> None:
    """The officer is back as of today; leave that has not begun is called off."""
    row = _leave_of(actor, leave_id)
    _end(row)
    record(actor, "leave.end", Subject("leave", row.pk), {"account": row.account_id, "last": row.last_day})


@act("leave.substitute")
def change_substitute(actor: Actor, leave_id: UUID, substitute_id: UUID) -> LeaveInfo:
    """Somebody else stands in from today (or from the first day) on; who stood in until yesterday stays recorded."""
    row = _leave_of(actor, leave_id)
    _lock(row.account_id, substitute_id)
    first, last = max(row.first_day, today()), row.last_day
    if substitute_id == row.substitute_id:
        raise Invalid([FieldError("substitute", _("Người này đang là người thay."))])
    errors = _substitute_faults(row.capacity, first, last, substitute_id)
    if errors:
        raise Invalid(errors)
    _end(row)
    return _store(actor, row.capacity, first, last, substitute_id)


def may_record(actor: Actor, capacity: Capacity) -> bool:
    """The officer themselves, the heads and the administrator of the agency, and the heads of the one above it."""
    if actor.kind == "system" or (actor.account_id is not None and actor.account_id == capacity.account_id):
        return True
    if actor.kind != "officer" or not actor.has(*HEADS):
        return False
    return actor.agency_id in (capacity.agency_id, agency(capacity.agency_id).parent_id)


def _store(actor: Actor, row: Capacity, first: date, last: date, substitute_id: UUID | None) -> LeaveInfo:
    made = Leave.objects.create(
        capacity=row,
        account_id=row.account_id,
        substitute_id=substitute_id,
        first_day=first,
        last_day=last,
        recorded_by_id=actor.capacity_id,
        recorded_at=now(),
    )
    facts = {"account": row.account_id, "agency": row.agency_id, "first": first, "last": last}
    record(actor, "leave.record", Subject("leave", made.pk), {**facts, "substitute": substitute_id})
    if substitute_id is not None:
        days = {"first": vi_date(first), "last": vi_date(last)}
        tell(substitute_id, "stands_in", {"colleague": person_name(row.account_id), **days})
    return LeaveInfo.of(made)


def _end(row: Leave) -> None:
    if row.first_day >= today():
        row.cancelled_at = now()
    else:
        row.last_day = today() - timedelta(days=1)
    row.save(update_fields=["cancelled_at", "last_day"])


def _capacity_of(actor: Actor, capacity_id: UUID) -> Capacity:
    row = Capacity.objects.filter(pk=capacity_id, awaiting=False).first()
    if row is None or not may_record(actor, row):
        raise NotFound("capacity_unknown", _("Không tìm thấy vai trò này."))
    return row


def _leave_of(actor: Actor, leave_id: UUID) -> Leave:
    """The leave, locked: of two who end it one comes second and finds it ended."""
    row = Leave.objects.select_for_update(of=("self",)).select_related("capacity").filter(pk=leave_id).first()
    if row is None or row.cancelled_at is not None or row.last_day < today():
        raise NotFound("leave_unknown", _("Không tìm thấy ngày nghỉ này, hoặc kỳ nghỉ đã kết thúc."))
    if not may_record(actor, row.capacity):
        raise Forbidden("leave_not_yours", _("Chỉ người nghỉ hoặc lãnh đạo cơ quan được sửa ngày nghỉ."))
    return row


def _lock(*accounts: UUID | None) -> None:
    """Both people, always in the same order: two who name each other at once do not both pass."""
    wanted = [ident for ident in accounts if ident is not None]
    list(Account.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))


def _day_faults(row: Capacity, first: date, last: date) -> list[FieldError]:
    if first < today():
        return [FieldError("first_day", _("Ngày đầu nghỉ không được trước hôm nay."))]
    if last < first:
        return [FieldError("last_day", _("Ngày cuối nghỉ không được trước ngày đầu."))]
    if (last - first).days >= MOST_DAYS:
        return [FieldError("last_day", _("Nghỉ hơn một năm thì hãy kết thúc vai trò."))]
    if row.valid_from > first or (row.valid_to is not None and row.valid_to < first):
        return [FieldError("first_day", _("Vai trò này không có hiệu lực vào ngày đầu nghỉ."))]
    return []


def _faults(row: Capacity, first: date, last: date, substitute_id: UUID | None) -> list[FieldError]:
    if living(first, last).filter(capacity=row).exists():
        return [FieldError("first_day", _("Đã ghi ngày nghỉ trong thời gian này."))]
    others = living(first, last).filter(substitute_id=row.account_id).first()
    if others is not None:
        name = person_name(others.account_id)
        sentence = _(
            "Người này đang thay %(name)s trong những ngày đó. Hãy chọn người khác thay %(name)s trước."
        )
        return [FieldError("first_day", sentence % {"name": name})]
    return _substitute_faults(row, first, last, substitute_id)


def _substitute_faults(row: Capacity, first: date, last: date, chosen: UUID | None) -> list[FieldError]:
    able = able_to_stand_in(row.account_id, row.agency_id, row.roles, first, last)
    if chosen is None and able.exists():
        return [FieldError("substitute", _("Hãy chọn người thay."))]
    if chosen is not None and not able.filter(account_id=chosen).exists():
        return [
            FieldError(
                "substitute",
                _("Người được chọn không cùng vai, không cùng cơ quan, hoặc cũng nghỉ trong những ngày đó."),
            )
        ]
    return []
