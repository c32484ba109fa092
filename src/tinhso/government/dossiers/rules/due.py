"""Due moments of a dossier: reception, the whole, each step, and after a supplement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from tinhso.foundation.worktime.api import Calendar, Limit, pause_shift, restart

RECEPTION_HOURS = Decimal(8)
DEFAULT_STEP_HOURS = Decimal(8)
POLICIES = ("shift", "restart", "none")


@dataclass(frozen=True)
class StepPlan:
    """What the outline says about a step: fixed working hours, or a share (0–1) of the whole limit."""

    key: str
    hours: Decimal | None = None
    share: Decimal | None = None


def reception_due(calendar: Calendar, filed_at: datetime, hours: Decimal | int = RECEPTION_HOURS) -> datetime:
    """An online filing is received within 8 working hours (section 4.1), or what the province set."""
    return calendar.add_hours(filed_at, hours)


def dossier_due(calendar: Calendar, accepted_at: datetime, limit: Limit, cutoff: time | None) -> datetime:
    """The appointment: the limit counted from acceptance, after the cut-off from the next working day."""
    return calendar.add(accepted_at, limit, cutoff)


def step_hours(plan: StepPlan, total: Decimal | None) -> Decimal:
    """Working hours of one step: its own, else its share of the total, else one working day."""
    if plan.hours is not None:
        return plan.hours
    if plan.share is not None and total is not None:
        return (plan.share * total).quantize(Decimal("0.01"))
    return DEFAULT_STEP_HOURS


def step_due(
    calendar: Calendar,
    opened_at: datetime,
    plan: StepPlan,
    total: Decimal | None,
    dossier_due_at: datetime | None,
) -> datetime:
    """The personal due moment of a step: never later than the dossier's own, unless that has passed."""
    due = calendar.add_hours(opened_at, step_hours(plan, total))
    if dossier_due_at is not None and opened_at < dossier_due_at < due:
        return dossier_due_at
    return due


def step_schedule(
    calendar: Calendar,
    start: datetime,
    plans: Sequence[StepPlan],
    total: Decimal | None,
    dossier_due_at: datetime | None,
) -> list[tuple[str, Decimal, datetime]]:
    """The steps one after another from a start: (key, working hours, due moment)."""
    rows = []
    at = start
    for plan in plans:
        due = step_due(calendar, at, plan, total, dossier_due_at)
        rows.append((plan.key, step_hours(plan, total), due))
        at = due
    return rows


def after_supplement(
    calendar: Calendar,
    policy: str,
    *,
    due: datetime | None,
    asked_at: datetime,
    answered_at: datetime,
    limit: Limit | None,
    cutoff: time | None,
) -> datetime | None:
    """The new due moment (section 7): `shift` adds the working time waited, `restart` runs the whole limit
    anew, `none` leaves the clock alone: it is never stopped without a rule that allows it."""
    if due is None:
        return None
    if policy == "restart" and limit is not None:
        return restart(calendar, answered_at, limit, cutoff)
    if policy == "shift":
        return pause_shift(calendar, due, asked_at, answered_at)
    return due


def closing(calendar: Calendar, day: date) -> datetime | None:
    """The close of office hours of a working day; None for a day off."""
    spans = calendar.spans(day)
    return spans[-1][1] if spans else None


def citizen_deadline(calendar: Calendar, asked_at: datetime, days: int) -> datetime:
    """The close of the last of so many calendar days; one that ends on a day off ends with the next working day.

    The day on which it was asked does not count (Bộ luật Dân sự 2015, Điều 147 and 148).
    """
    day = asked_at.astimezone(calendar.zone).date() + timedelta(days=days)
    while (end := closing(calendar, day)) is None:
        day += timedelta(days=1)
    return end


def apology_deadline(calendar: Calendar, due: datetime, working_days: int) -> datetime:
    """The last moment for an apology: so many working days before the due moment."""
    moment = due
    for _ in range(working_days):
        day = moment.date() - timedelta(days=1)
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
        moment = datetime.combine(day, due.timetz())
    return moment
