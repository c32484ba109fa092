"""Appointments: book a place of a slot, give it back, come to it."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.queue.access import new_secret
from tinhso.government.queue.actions._queue import check_wish, give, lock_day
from tinhso.government.queue.models import Appointment, Ticket
from tinhso.government.queue.queries.slots import open_slots, plan_on
from tinhso.government.queue.rules.slots import arrival_fault, free_place
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused
from tinhso.lib.ids import new_id

BOOKED = Appointment.State.BOOKED


@act("appointment.book")
def book(
    actor: Actor, agency_id: UUID, starts_at: datetime, *, field: str = "", priority: str = ""
) -> tuple[Appointment, str]:
    """A place of the slot, and the secret of its link. Raises Conflict `slot_full`, Refused `slot_closed`."""
    day = starts_at.date()
    check_wish(field, "", priority)
    lock_day(agency_id, day)
    plan = plan_on(agency_id, day)
    if plan is None or starts_at not in [slot.starts_at for slot in open_slots(agency_id, day)]:
        raise Refused("slot_closed", _("Khung giờ này không đặt được."), field="slot")
    taken = Appointment.objects.filter(agency_id=agency_id, starts_at=starts_at).exclude(state="cancelled")
    place = free_place(list(taken.values_list("place", flat=True)), plan.places)
    if place is None:
        raise Conflict("slot_full", _("Khung giờ này vừa hết chỗ. Hãy chọn khung giờ khác."), field="slot")
    secret, kept = new_secret()
    made = Appointment.objects.create(
        id=new_id(),
        agency_id=agency_id,
        day=day,
        starts_at=starts_at,
        place=place,
        code=_code(agency_id, day),
        field=field,
        priority=priority,
        made_at=now(),
        secret_digest=kept,
    )
    _note(actor, made, "book")
    return made, secret


@act("appointment.cancel")
def cancel(actor: Actor, appointment_id: UUID) -> Appointment:
    """Give the place back."""
    found = _booked(appointment_id)
    found.state = Appointment.State.CANCELLED
    found.save(update_fields=["state"])
    _note(actor, found, "cancel")
    return found


@act("appointment.arrive")
def arrive(actor: Actor, appointment_id: UUID) -> tuple[Ticket, str]:
    """The person is here: the appointment becomes a number, which is called first from its slot on."""
    found = _booked(appointment_id)
    plan = plan_on(found.agency_id, found.day)
    fault = arrival_fault(found.starts_at, plan.minutes if plan else 30, now())
    if fault == "early":
        raise Refused("too_early", _("Chưa đến giờ hẹn. Bạn có thể lấy số từ 30 phút trước giờ hẹn."))
    if fault == "late":
        raise Refused("too_late", _("Đã quá giờ hẹn. Bạn hãy lấy số thường."))
    ticket, secret = give(
        actor,
        found.agency_id,
        Ticket.Source.APPOINTMENT,
        field=found.field,
        priority=found.priority,
        due_at=found.starts_at,
    )
    found.state, found.ticket = Appointment.State.ARRIVED, ticket
    found.save(update_fields=["state", "ticket"])
    _note(actor, found, "arrive")
    return ticket, secret


def by_code(agency_id: UUID, code: str) -> Appointment:
    """Today's appointment of a typed code; NotFound when there is none."""
    found = Appointment.objects.filter(agency_id=agency_id, day=today(), code=code.strip()[:6]).first()
    if found is None:
        raise NotFound("appointment_unknown", _("Hôm nay không có lịch hẹn mang mã này."), field="code")
    return found


def _booked(appointment_id: UUID) -> Appointment:
    found = Appointment.objects.select_for_update().filter(pk=appointment_id).first()
    if found is None or found.state != BOOKED:
        raise Conflict("appointment_over", _("Lịch hẹn này đã dùng, đã hủy hoặc đã qua."))
    return found


def _code(agency_id: UUID, day: date) -> str:
    """Six digits that nobody else has on this day; the day is locked."""
    used = set(Appointment.objects.filter(agency_id=agency_id, day=day).values_list("code", flat=True))
    while (code := f"{secrets.randbelow(10**6):06d}") in used:
        pass
    return code


def _note(actor: Actor, appointment: Appointment, verb: str) -> None:
    facts = {"desk": appointment.agency_id, "starts_at": appointment.starts_at, "place": appointment.place}
    record(actor, f"appointment.{verb}", Subject("appointment", appointment.pk), facts)
