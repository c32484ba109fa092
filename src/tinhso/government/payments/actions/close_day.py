"""The end of a cashier's day: cash to the bank, cash counted, the day closed, and signed by a second person."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import ZONE, now, today
from tinhso.government.payments.access import CASHIER, HEADS, check_books
from tinhso.government.payments.actions.differences import found
from tinhso.government.payments.actions.post import alone, balances, post
from tinhso.government.payments.models import Closing, Deposit, EntryKind
from tinhso.government.payments.queries.day import totals
from tinhso.government.payments.rules.accounts import CASH, DEPOSIT, SHORT, SURPLUS, moved
from tinhso.government.payments.rules.references import new_reference
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused
from tinhso.lib.text import clean

LARGEST = 10**12


@act("payment.deposit")
def deposit(actor: Actor, agency_id: UUID, amount: int, slip_no: str) -> Deposit:
    """Cash brought to the bank with a slip; never more than the till holds. Whole đồng."""
    check_books(actor, agency_id, *CASHIER)
    slip = clean(slip_no)[:60]
    if not slip:
        raise Refused("slip_needed", _("Hãy ghi số giấy nộp tiền."), field="slip_no")
    alone(agency_id)
    held = balances(agency_id).get(CASH, 0)
    if not 0 < amount <= held:
        raise Refused(
            "deposit_amount", _("Số tiền nộp phải lớn hơn 0 và không quá tiền trong quỹ."), field="amount"
        )
    if Deposit.objects.filter(agency_id=agency_id, slip_no=slip).exists():
        raise Conflict("slip_used", _("Số giấy nộp tiền này đã ghi."))
    moment = now()
    made = Deposit.objects.create(
        agency_id=agency_id, day=moment.astimezone(ZONE).date(), amount=amount, reference=new_reference(),
        slip_no=slip, at=moment, by=actor.account_id,
    )  # fmt: skip
    post(
        agency_id, EntryKind.DEPOSIT, f"deposit:{made.pk}", moved(DEPOSIT, CASH, amount), moment,
        by=actor.account_id, reference=made.reference,
    )  # fmt: skip
    _note(actor, "deposit", agency_id, {"amount": amount, "reference": made.reference})
    return made


@act("payment.close_day")
def close_day(actor: Actor, agency_id: UUID, day: date, *, counted: int, reason: str = "") -> Closing:
    """Close a day with the cash that was counted; what the books do not explain needs a reason and is a difference.

    Days are closed in order, today at the earliest when its last hour of work is over for the cashier: nothing more
    is written into a closed day, later acts of the same date go into the next one. Raises Conflict when it is closed.
    """
    check_books(actor, agency_id, *CASHIER)
    if actor.account_id is None:
        raise Forbidden("person_needed", _("Ngày thu do một người chịu trách nhiệm khóa."))
    if day > today():
        raise Refused("day_to_come", _("Ngày này chưa đến."))
    if not 0 <= counted <= LARGEST:
        raise Refused("amount_out_of_range", _("Số tiền không hợp lệ."), field="counted")
    alone(agency_id)
    if Closing.objects.filter(agency_id=agency_id, day__gte=day).exists():
        raise Conflict("day_closed", _("Ngày này, hoặc một ngày sau đó, đã được khóa."))
    expected = balances(agency_id, until=_end(day)).get(CASH, 0)
    why = clean(reason)[:1000]
    if counted != expected and len(why) < 5:
        raise Refused(
            "count_differs",
            _("Tiền đếm được khác sổ. Hãy đếm lại, hoặc ghi lý do lệch quỹ."),
            field="reason",
        )
    if counted != expected:
        _set_right(actor, agency_id, day, expected, counted)
    made = Closing.objects.create(
        agency_id=agency_id, day=day, expected=expected, counted=counted, reason=why if counted != expected else "",
        totals=totals(agency_id, day), closed_at=now(), closed_by=actor.account_id,
    )  # fmt: skip
    _note(actor, "close_day", agency_id, {"day": day, "expected": expected, "counted": counted})
    return made


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZONE)


def _set_right(actor: Actor, agency_id: UUID, day: date, expected: int, counted: int) -> None:
    """The till holds what was counted; the rest is a shortage or a surplus that somebody explains."""
    missing = expected - counted
    lines = moved(SHORT, CASH, missing) if missing > 0 else moved(CASH, SURPLUS, -missing)
    at = min(now(), _end(day) - timedelta(microseconds=1))
    post(agency_id, EntryKind.COUNTED, f"counted:{agency_id}:{day}", lines, at, by=actor.account_id)
    found(agency_id, "cash_short", f"{agency_id}:{day}", day=day, ours=expected, theirs=counted)


@act("payment.sign_day")
def sign_day(actor: Actor, closing_id: UUID) -> Closing:
    """A second person signs a closed day off: a head of the agency, or another cashier."""
    made = Closing.objects.select_for_update().filter(pk=closing_id).first()
    if made is None:
        raise NotFound("closing_unknown", _("Không tìm thấy ngày đã khóa."))
    check_books(actor, made.agency_id, *CASHIER, *HEADS)
    if made.signed_at is not None:
        raise Conflict("day_signed", _("Ngày này đã được ký xác nhận."))
    if actor.account_id is None or actor.account_id == made.closed_by:
        raise Forbidden("second_person", _("Người khóa ngày không tự ký xác nhận; cần một người thứ hai."))
    made.signed_at, made.signed_by = now(), actor.account_id
    made.save(update_fields=["signed_at", "signed_by"])
    _note(actor, "sign_day", made.agency_id, {"day": made.day})
    return made


def _note(actor: Actor, verb: str, agency_id: UUID, facts: dict[str, Any]) -> None:
    record(actor, f"payment.{verb}", Subject("books", agency_id), facts)
