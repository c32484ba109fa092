"""The open work of agencies, desks and people, and the conditions behind each of its figures.

A figure counts dossiers, so that the register can list them; a dossier with two open steps in one place counts
once there. What stands still (waiting for the citizen, stopped) is open, and is not due.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, FloatField, Func, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from tinhso.foundation.organisation.api import agency, matters_of, now_of
from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import Limit, calendar, day_bounds, now, today
from tinhso.government.dossiers.models import Dossier, State, Step, StepEnd
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
MOVING = [State.NEW, State.ACCEPTED, State.PROCESSING]


class Seconds(Func):
    """A moment as seconds of the epoch: ten thousand moments are read and compared as plain numbers."""

    template = "date_part('epoch', %(expressions)s)"
    output_field = FloatField()

    def get_db_converters(self, connection: object) -> list[Callable[..., Any]]:
        """The driver gives floats already."""
        return []


class Work(NamedTuple):
    """An open step of a dossier, with what the figures need; ids as text and moments as seconds of the epoch,
    which are read and compared by the ten thousand in a tenth of the time.

    `total`: working hours of the dossier's whole limit; None when it has none.
    """

    dossier: str
    agency: str
    role: str
    account: str | None
    due: float
    key: str
    state: int
    promised: float | None
    spec: str | None
    total: Decimal | None


class Done(NamedTuple):
    """Steps done in one role by one person; a dossier stands there once for each of its steps."""

    agency: str
    role: str
    account: str | None
    dossiers: list[str]


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
    moment, day = now().timestamp(), today()
    start, end = (one.timestamp() for one in day_bounds(day))
    first, last = (one.timestamp() for one in day_bounds(next_working_day(calendar(), day)))
    moving = frozenset(MOVING)
    return {
        "today": lambda one: one.state in moving and start <= one.due < end,
        "overdue": lambda one: one.state in moving and one.due < moment,
        "tomorrow": lambda one: (
            one.state in moving
            and (first <= one.due < last or (one.promised is not None and first <= one.promised < last))
        ),
    }.get(figure, lambda _one: True)


def step_condition(figure: str, agencies: Sequence[UUID], role: str, account: str) -> Q:
    """A figure's steps of some agencies, a role and a person (an id, or `NOBODY`), as far as each is given."""
    found = condition(figure) & at_agencies(agencies or None)
    if role:
        found &= Q(role=role)
    if account:
        who = "done_by" if figure == "done" else "account"
        found &= Q(**{who: None}) if account == NOBODY else Q(**{f"{who}_id": account})
    return found


def at_agencies(agencies: Collection[UUID] | None) -> Q:
    """Steps that one of these agencies has today; None: every one."""
    if agencies is None:
        return Q()
    here = Q(pk__in=[])
    for one in agencies:
        here |= matters_of(one, "agency_id", "dossier__unit_code")
    return here


def dossiers_of(
    rows: QuerySet[Dossier], figure: str, agencies: Sequence[UUID], role: str, account: str
) -> QuerySet[Dossier]:
    """The dossiers behind a figure of the load."""
    if figure not in RECKONED:
        steps = Step.objects.filter(step_condition(figure, agencies, role, account), dossier=OuterRef("pk"))
        return rows.filter(Exists(steps.order_by()))
    places = agencies or None
    late = reckoned(
        figure, open_work(rows, places, figure), done_work(rows, places) if figure == "pace" else []
    )
    return rows.filter(
        pk__in={
            one.dossier for one in late if role in ("", one.role) and account in ("", (one.account or NOBODY))
        }
    )


def open_work(
    rows: QuerySet[Dossier], agencies: Collection[UUID] | None = None, figure: str = ""
) -> list[Work]:
    """The open steps of the dossiers under the agencies that have them today, the next due first.

    `agencies` narrows to what these have. A lane of work is one agency's, so what is reckoned of a part of the
    agencies is what is reckoned of all. `figure`: one of `RECKONED`, where nothing else is reckoned of the answer;
    steps that it could not count are left out then.
    """
    needed = {
        "tight": Q(dossier__state=State.PROCESSING, dossier__due_at__gte=now()),
        "pace": Q(dossier__state__in=MOVING),
    }.get(figure, Q())
    # What ten thousand steps share is read and turned into values once for all of them.
    grouped = (
        _steps(rows, condition("open") & needed, agencies)
        .values_list(
            _text("agency_id"), "dossier__unit_code", "role", _text("account_id"), "key", "dossier__state",
            "dossier__process_run__spec_id", "dossier__limit_value", "dossier__limit_unit",
        )
        .annotate(
            ids=ArrayAgg(_text("dossier_id")), dues=ArrayAgg(Seconds("due_at")),
            promises=ArrayAgg(Seconds("dossier__due_at")), accepted=ArrayAgg(Seconds("dossier__accepted_at")),
        )
    )  # fmt: skip
    office, total, works = _Offices(), _Totals(), []
    for agency_id, unit, role, account, key, state, spec, value, kind, *lists in grouped:
        place = office.of(agency_id, unit)
        works += [
            Work(dossier, place, role, account, due, key, state, promised, spec, total.of(value, kind, since))
            for dossier, due, promised, since in zip(*lists, strict=True)
        ]
    return sorted(works, key=attrgetter("due", "dossier"))


def done_work(rows: QuerySet[Dossier], agencies: Collection[UUID] | None = None) -> list[Done]:
    """The steps done in the last working days by the agency that has them today, the role and who did them.

    Only where an agency is abolished does it matter whose unit a dossier is of; those units are asked for apart.
    """
    grouped = (
        _steps(rows, condition("done"), agencies)
        .values_list(_text("agency_id"), "role", _text("done_by_id"))
        .annotate(dossiers=ArrayAgg(_text("dossier_id")))
    )
    done = [Done(*row) for row in grouped]
    day = today()
    ends = {one: agency(UUID(one)).valid_to for one in {lane.agency for lane in done}}
    gone = {one for one, last in ends.items() if last is not None and last < day}
    if not gone:
        return done
    left = {dossier for lane in done if lane.agency in gone for dossier in lane.dossiers}
    units = dict(Dossier.objects.filter(pk__in=left).values_list(_text("pk"), "unit_code"))
    office = _Offices()
    return [
        part
        for lane in done
        for part in (
            (
                lane._replace(agency=office.of(lane.agency, units[one]), dossiers=[one])
                for one in lane.dossiers
            )
            if lane.agency in gone
            else (lane,)
        )
    ]


def _text(column: str) -> Cast:
    return Cast(column, TextField())


def _steps(rows: QuerySet[Dossier], wanted: Q, agencies: Collection[UUID] | None) -> QuerySet[Step]:
    steps = Step.objects.filter(wanted, at_agencies(agencies)).order_by()
    # Who sees every dossier is not asked about each.
    return steps.filter(dossier__in=rows.order_by().values("pk")) if rows.query.where else steps


def reckoned(figure: str, works: list[Work], done: list[Done]) -> list[Work]:
    """The open steps that will be late: at the present pace of their desk, or since what is left does not fit."""
    moment = now()
    second, horizon = moment.timestamp(), Horizon(calendar(), moment)
    if figure == "tight":
        return [one for one in works if _too_late(one, second, horizon)]
    lanes: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    for number, one in enumerate(works):
        if one.state in MOVING:
            lanes[one.agency, one.role].append((one.due, number))
    finished: Counter[tuple[str, str]] = Counter()
    for lane_done in done:
        finished[lane_done.agency, lane_done.role] += len(lane_done.dossiers)
    late: set[int] = set()
    for lane, queue in lanes.items():
        late |= late_at_pace(queue, finished[lane], horizon, second)
    return [works[number] for number in sorted(late)]


def _too_late(one: Work, moment: float, horizon: Horizon) -> bool:
    """True when the steps after the open one, as planned, end after the promised day even if it ended now."""
    if one.state != State.PROCESSING or one.promised is None or one.promised < moment or one.spec is None:
        return False
    after = _least(one.spec, one.total).get(one.key)
    return after is not None and float(after) > horizon.hours_to(one.promised)


class _Totals:
    """Working hours of whole limits: one counted in working time is reckoned once, another from its start."""

    def __init__(self) -> None:
        self._calendar = calendar()
        self._known: dict[tuple[Decimal, str], Decimal | None] = {}

    def of(self, value: Decimal | None, kind: str, accepted: float | None) -> Decimal | None:
        if value is None or accepted is None:
            return None
        if (value, kind) not in self._known:
            self._known[value, kind] = Limit.of(value, kind).hours
        known = self._known[value, kind]
        if known is not None:
            return known
        start = datetime.fromtimestamp(accepted, self._calendar.zone)
        return self._calendar.working_hours(Limit.of(value, kind), start)


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
        self._known: dict[tuple[str, str], str] = {}

    def of(self, agency_id: str, unit_code: str) -> str:
        key = (agency_id, unit_code)
        if key not in self._known:
            self._known[key] = str(now_of(UUID(agency_id), unit_code))
        return self._known[key]
