"""The open work of agencies, desks and people, and the conditions behind each of its figures.

A figure counts dossiers, so that the register can list them; a dossier with two open steps in one place counts
once there. What stands still (waiting for the citizen, stopped) is open, and is not due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import Limit, calendar, day_bounds, now, today
from tinhso.government.dossiers.models import Dossier, State, Step, StepEnd
from tinhso.government.dossiers.offices import now_of, of_agency
from tinhso.government.dossiers.rules.due import StepPlan, step_hours
from tinhso.government.dossiers.rules.pace import (
    PACE_DAYS,
    Horizon,
    late_at_pace,
    least_hours,
    next_working_day,
    working_days_back,
)

FIGURES = ("open", "today", "overdue", "tomorrow", "tight", "pace", "done")
# Told by reckoning, not by a condition on rows.
RECKONED = ("tight", "pace")
NOBODY = "none"
# A dossier, the agency that has its matters today, the role of the step, who did it.
Done = tuple[UUID, UUID, str, UUID | None]
MOVING = [State.NEW, State.ACCEPTED, State.PROCESSING]


@dataclass(frozen=True)
class Work:
    """An open step of a dossier, with what the figures need."""

    dossier: UUID
    agency: UUID
    role: str
    account: UUID | None
    due: datetime
    key: str
    state: int
    promised: datetime | None
    spec: str | None
    limit: tuple[Decimal, str] | None
    accepted: datetime | None


def condition(figure: str) -> Q:
    """The steps that a figure counts; `tight` and `pace` are reckoned over all that is open."""
    moment, day = now(), today()
    waiting = Q(done_at=None)
    moving = waiting & Q(dossier__state__in=MOVING)
    start, end = day_bounds(day)
    first, last = day_bounds(next_working_day(calendar(), day))
    since = day_bounds(working_days_back(calendar(), day, PACE_DAYS))[0]
    return {
        "open": waiting,
        "today": moving & Q(due_at__gte=start, due_at__lt=end),
        "overdue": moving & Q(due_at__lt=moment),
        "tomorrow": moving
        & (Q(due_at__gte=first, due_at__lt=last) | Q(dossier__due_at__gte=first, dossier__due_at__lt=last)),
        "done": Q(end=StepEnd.DONE, done_at__gte=since),
    }.get(figure, waiting)


def falls_under(figure: str) -> Callable[[Work], bool]:
    """The same as `condition`, of steps that were read already; a test holds the two together."""
    moment, day = now(), today()
    start, end = day_bounds(day)
    first, last = day_bounds(next_working_day(calendar(), day))

    def moving(one: Work) -> bool:
        return one.state in MOVING

    return {
        "today": lambda one: moving(one) and start <= one.due < end,
        "overdue": lambda one: moving(one) and one.due < moment,
        "tomorrow": lambda one: (
            moving(one)
            and (first <= one.due < last or (one.promised is not None and first <= one.promised < last))
        ),
    }.get(figure, lambda _one: True)


def step_condition(figure: str, agencies: Sequence[UUID], role: str, account: str) -> Q:
    """A figure's steps of some agencies, a role and a person (an id, or `NOBODY`), as far as each is given."""
    found = condition(figure)
    if agencies:
        here = Q(pk__in=[])
        for one in agencies:
            here |= of_agency(one, "agency_id", "dossier__unit_code")
        found &= here
    if role:
        found &= Q(role=role)
    if account:
        who = "done_by" if figure == "done" else "account"
        found &= Q(**{who: None}) if account == NOBODY else Q(**{f"{who}_id": account})
    return found


def dossiers_of(
    rows: QuerySet[Dossier], figure: str, agencies: Sequence[UUID], role: str, account: str
) -> QuerySet[Dossier]:
    """The dossiers behind a figure of the load."""
    if figure not in RECKONED:
        steps = Step.objects.filter(step_condition(figure, agencies, role, account), dossier=OuterRef("pk"))
        return rows.filter(Exists(steps.order_by()))
    late = reckoned(figure, open_work(rows), done_work(rows) if figure == "pace" else [])
    return rows.filter(
        pk__in={
            one.dossier
            for one in late
            if (not agencies or one.agency in agencies)
            and role in ("", one.role)
            and account in ("", str(one.account or NOBODY))
        }
    )


def open_work(rows: QuerySet[Dossier]) -> list[Work]:
    """The open steps of the dossiers, under the agencies that have them today."""
    found = Step.objects.filter(condition("open"), dossier__in=rows.order_by().values("pk")).order_by()
    columns = found.values_list(
        "dossier_id", "agency_id", "dossier__unit_code", "role", "account_id", "due_at", "key", "dossier__state",
        "dossier__due_at", "dossier__process_run__spec_id", "dossier__limit_value", "dossier__limit_unit",
        "dossier__accepted_at",
    )  # fmt: skip
    office = _Offices()
    return [
        Work(
            dossier, office.of(agency, unit), role, account, due, key, state, promised, spec,
            (value, kind) if value is not None else None, accepted,
        )
        for dossier, agency, unit, role, account, due, key, state, promised, spec, value, kind, accepted in columns
    ]  # fmt: skip


def done_work(rows: QuerySet[Dossier]) -> list[Done]:
    """(dossier, agency of today, role, who did it) of the steps done in the last working days."""
    found = Step.objects.filter(condition("done"), dossier__in=rows.order_by().values("pk")).order_by()
    office = _Offices()
    columns = found.values_list("dossier_id", "agency_id", "dossier__unit_code", "role", "done_by_id")
    return [
        (dossier, office.of(agency, unit), role, account) for dossier, agency, unit, role, account in columns
    ]


def reckoned(figure: str, works: list[Work], done: list[Done]) -> list[Work]:
    """The open steps that will be late: at the present pace of their desk, or since what is left does not fit."""
    moment = now()
    horizon = Horizon(calendar(), moment)
    if figure == "tight":
        return [one for one in works if _too_late(one, moment, horizon)]
    lanes: dict[tuple[UUID, str], list[tuple[datetime, int]]] = defaultdict(list)
    for number, one in enumerate(works):
        if one.state in MOVING:
            lanes[one.agency, one.role].append((one.due, number))
    finished: dict[tuple[UUID, str], int] = defaultdict(int)
    for _dossier, agency, role, _account in done:
        finished[agency, role] += 1
    late: set[int] = set()
    for lane, queue in lanes.items():
        late |= late_at_pace(queue, finished[lane], horizon, moment)
    return [works[number] for number in sorted(late)]


def _too_late(one: Work, moment: datetime, horizon: Horizon) -> bool:
    """True when the steps after the open one, as planned, end after the promised day even if it ended now."""
    if one.state != State.PROCESSING or one.promised is None or one.promised < moment or one.spec is None:
        return False
    after = _least(one.spec, _total(one)).get(one.key, Decimal(0))
    return float(after) > horizon.hours(one.promised)


def _total(one: Work) -> Decimal | None:
    """Working hours of the whole limit; None when the dossier has none."""
    if one.limit is None or one.accepted is None:
        return None
    limit = Limit.of(*one.limit)
    return calendar().working_hours(limit, one.accepted)


_LEAST: dict[tuple[str, Decimal | None], dict[str, Decimal]] = {}


def _least(spec: str, total: Decimal | None) -> dict[str, Decimal]:
    """Kept, for definitions never change; handing over comes after the promised day is met and weighs nothing."""
    known = _LEAST.get((spec, total))
    if known is None:
        plans = {
            step.key: Decimal(0)
            if step.kind == "return"
            else step_hours(StepPlan(step.key, step.hours, step.share), total)
            for step in process.outline(spec)
        }
        known = least_hours(process.followers(spec), lambda key: plans.get(key, Decimal(0)))
        if len(_LEAST) > 5_000:
            _LEAST.clear()
        _LEAST[spec, total] = known
    return known


class _Offices:
    """Who has an agency's matters today, asked once for each agency and unit."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, str], UUID] = {}

    def of(self, agency_id: UUID, unit_code: str) -> UUID:
        key = (agency_id, unit_code)
        if key not in self._known:
            self._known[key] = now_of(agency_id, unit_code)
        return self._known[key]
