"""The slots that can still be booked at a desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count

from tinhso.foundation.worktime.api import calendar, now, today
from tinhso.government.queue.models import Appointment, AppointmentPlan
from tinhso.government.queue.rules import slots


@dataclass(frozen=True)
class Slot:
    """A slot and how many places it has left."""

    starts_at: datetime
    left: int


def plan_on(agency_id: UUID, day: date) -> AppointmentPlan | None:
    """What holds for appointments on a day; None where the desk gives none."""
    rows = AppointmentPlan.objects.filter(agency_id=agency_id, valid_from__lte=day).order_by("-valid_from")
    found = rows.first()
    return found if found is not None and found.places else None


def open_slots(agency_id: UUID, day: date) -> list[Slot]:
    """The slots of a day within reach, full ones too (`left` 0); none of the past."""
    plan = plan_on(agency_id, day)
    if plan is None or not today() <= day <= today() + timedelta(days=plan.days_ahead):
        return []
    taken = dict(
        Appointment.objects.filter(agency_id=agency_id, day=day)
        .exclude(state="cancelled")
        .values_list("starts_at")
        .annotate(n=Count("pk"))
    )
    starts = slots.slots(calendar().spans(day), plan.minutes)
    return [Slot(at, max(0, plan.places - taken.get(at, 0))) for at in starts if at > now()]


def open_days(agency_id: UUID) -> list[date]:
    """The working days on which an appointment can be booked."""
    plan = plan_on(agency_id, today())
    if plan is None:
        return []
    days = [today() + timedelta(days=n) for n in range(plan.days_ahead + 1)]
    return [day for day in days if calendar().is_working_day(day) and open_slots(agency_id, day)]
