"""The figures of a measured set for one scope and period: points, what is behind them, what would raise them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db.models import Min
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import UnitInfo, agencies, covered, inherited
from tinhso.foundation.province.api import TomlFile
from tinhso.foundation.province.toml_lines import parse
from tinhso.foundation.worktime.api import day_bounds, now, today
from tinhso.government.indices.measures.catalogue import DOSSIERS, MEASURES, PROCEDURES, Measure
from tinhso.government.indices.measures.statement import Count, Heir, Scope, Window, tally
from tinhso.government.indices.models import FactReader, MeasuredSet
from tinhso.government.indices.queries.limits import counts, counts_by_agency, limited, past_counts
from tinhso.government.indices.rules import measured as rules
from tinhso.government.indices.rules import measured_set as sets
from tinhso.lib.errors import NotFound
from tinhso.lib.held import held
from tinhso.lib.periods import Period

# What an act can still put right; what is late stays late, and how somebody filed stays as it was.
FIXABLE = {"not_synced", "no_result", "no_files", "paid_otherwise"}
LOOK_BACK = 30


@dataclass(frozen=True)
class Line:
    """One component with what it counts. `measure` is empty where the platform holds no record."""

    component: sets.Component
    measure: Measure | None
    share: rules.Share | None
    scored: rules.Scored
    less: rules.Share | None = None
    times: rules.Share | None = None

    @property
    def lost(self) -> Decimal:
        """Points that are missing to the maximum; 0 where nothing could be counted."""
        return Decimal(0) if self.scored.exact is None else self.component.points - self.scored.exact

    @property
    def mean(self) -> Decimal | None:
        """What is summed of each record, divided by the records, one digit; None where nothing is summed or happened."""
        if self.measure is None or not self.measure.total or self.share is None or not self.share.of:
            return None
        return (Decimal(self.share.counted) / self.share.of).quantize(Decimal("0.1"), ROUND_HALF_UP)

    def low(self, alert: Decimal) -> bool:
        """True where less than so many percent of the points are reached."""
        exact, most = self.scored.exact, self.component.points
        return exact is not None and most > 0 and exact * 100 < most * alert


@dataclass(frozen=True)
class Part:
    """One group: points of what is measured, beside the maximum of the group and of its measured components."""

    group: sets.Group
    lines: Sequence[Line]

    @property
    def points(self) -> Decimal:
        """The sum, two digits, of exact points."""
        return _sum(line.scored.exact for line in self.lines)

    @property
    def measured(self) -> Decimal:
        """The maximum of the components that could be counted."""
        return sum(
            (line.component.points for line in self.lines if line.scored.exact is not None), Decimal(0)
        )


@dataclass(frozen=True)
class Figures:
    """A whole set."""

    set: sets.MeasuredSet
    parts: Sequence[Part]

    @property
    def points(self) -> Decimal:
        """The sum of exact points, rounded once."""
        return _sum(line.scored.exact for part in self.parts for line in part.lines)

    @property
    def measured(self) -> Decimal:
        """The maximum of what could be counted."""
        return sum((part.measured for part in self.parts), Decimal(0))

    @property
    def share(self) -> Decimal | None:
        """Points of the maximum that could be counted, 0 … 1: what agencies with different work are ranked by."""
        return (
            (self.points / self.measured).quantize(Decimal("0.0001"), ROUND_HALF_UP)
            if self.measured
            else None
        )

    @property
    def worked(self) -> bool:
        """True where there was a dossier or a petition: what an agency offers is no work yet."""
        return any(
            line.measure is not None
            and line.measure.asks_work
            and line.share is not None
            and line.share.of > 0
            for part in self.parts
            for line in part.lines
        )

    @property
    def low(self) -> list[Line]:
        """Components that reach less than the set's own limit of their points, the most lost first."""
        every = [line for part in self.parts for line in part.lines if line.low(self.set.alert)]
        return sorted(every, key=lambda line: (line.lost, line.component.code), reverse=True)

    def line(self, code: str) -> Line:
        """One component. NotFound for an unknown one."""
        for part in self.parts:
            for line in part.lines:
                if line.component.code == code:
                    return line
        raise NotFound("component_unknown", _("Bộ chỉ số không có thành phần này."))


@dataclass(frozen=True)
class Fix:
    """`many` records that an act can still put right, and the points they would add together."""

    line: Line
    many: int
    gain: Decimal


def set_on(key: str, day: date) -> sets.MeasuredSet:
    """The version in force on the day. NotFound without one."""
    for first, last, text in _versions(key):
        if first <= day and (last is None or day <= last):
            return _as_read(text)
    raise NotFound("set_unknown", _("Không có bộ chỉ số này ở thời gian đã chọn."))


@held
def _versions(key: str) -> tuple[tuple[date, date | None, str], ...]:
    rows = MeasuredSet.objects.filter(key=key).order_by("-valid_from")
    return tuple(rows.values_list("valid_from", "valid_to", "text"))


@held
def _as_read(text: str) -> sets.MeasuredSet:
    read: TomlFile = parse(text)
    return sets.read(read.data)


def scope_of(
    agency_id: UUID | None,
    *,
    as_then: bool = False,
    field_code: str = "",
    procedure: str = "",
    unit: UnitInfo | None = None,
) -> Scope:
    """An agency with the abolished ones it continues; `as_then`: alone, as it stood. None: the province.

    `unit`: only what belongs to its territory, with that of the units it took over; `as_then` to itself alone.
    """
    plain = Scope(field_code=field_code, procedure_code=procedure)
    if unit is not None:
        every = [unit] if as_then else covered(unit.code, unit.valid_from)
        plain = replace(plain, units=tuple(_time_of(one) for one in every))
    if agency_id is None:
        return plain
    whole, parts = [agency_id], []
    for one in () if as_then else inherited(agency_id):
        if one.only is not None:
            parts.append((one.agency_id, True, tuple(sorted(one.only))))
        elif one.but_not:
            parts.append((one.agency_id, False, tuple(sorted(one.but_not))))
        else:
            whole.append(one.agency_id)
    return replace(plain, agencies=tuple(whole), parts=tuple(parts))


def _time_of(one: UnitInfo) -> tuple[str, datetime, datetime | None]:
    """A unit's code with the moments between which it bore it."""
    return one.code, day_bounds(one.valid_from)[0], day_bounds(one.valid_to)[1] if one.valid_to else None


def heirs() -> tuple[Heir, ...]:
    """Who continues each abolished agency today, wholly or for some units."""
    return _heirs(today())


@held
def _heirs(day: date) -> tuple[Heir, ...]:
    found: dict[tuple[UUID, str], UUID] = {}
    for one in agencies(day):
        for part in inherited(one.id, day):
            units = [""] if part.only is None else sorted(part.only - part.but_not)
            for unit in units:
                found.setdefault((part.agency_id, unit), one.id)
    return tuple((old, unit, new) for (old, unit), new in found.items())


def window_of(period: Period, known_at: datetime | None = None, *, until: datetime | None = None) -> Window:
    """The period's moments; one that still runs ends when everything that was done had last been read (`until`)."""
    end = day_bounds(period.last)[1]
    return Window(day_bounds(period.first)[0], min(end, known_at or until or moment()), known_at)


def moment() -> datetime:
    """Until when a figure that runs is counted."""
    return read_at() or now()


def figures(found: sets.MeasuredSet, scope: Scope, window: Window) -> Figures:
    """Every component. One statement, or none where it was asked within the last minute. Raises Busy."""
    return _figures(found, counts(scope, window))


def past_figures(found: sets.MeasuredSet, scope: Scope, window: Window) -> Figures:
    """The same for a period that is over, at most ten minutes old. Raises Busy."""
    return _figures(found, past_counts(scope, window))


def by_agency(
    found: sets.MeasuredSet, window: Window, scope: Scope | None = None, *, as_then: bool = False
) -> dict[UUID, Figures]:
    """The figures of every agency that had a dossier or a petition; with `as_then` abolished ones as they stood. Raises Busy."""
    told = counts_by_agency(window, () if as_then else heirs(), scope or Scope())
    return {agency_id: _figures(found, one) for agency_id, one in told.items() if _worked(one)}


def _worked(told: Mapping[str, Count]) -> bool:
    """True where there was a dossier or a petition: what an agency offers is no work yet."""
    return any(one.among for key, one in told.items() if MEASURES[key].asks_work)


def forecast(found: sets.MeasuredSet, scope: Scope, window: Window, period: Period) -> Figures | None:
    """The end of the period if its remaining days go as the last 30 did; None for a period that is over."""
    end = day_bounds(period.last)[1]
    left = (end - window.until).days
    if left <= 0:
        return None
    so_far = counts(scope, window)
    recent = counts(scope, Window(window.until - timedelta(days=LOOK_BACK), window.until, window.known_at))
    ahead = {
        key: Count(
            one.counted + recent[key].counted * left // LOOK_BACK,
            one.among + recent[key].among * left // LOOK_BACK,
        )
        if MEASURES[key].of != PROCEDURES
        else one
        for key, one in so_far.items()
    }
    return _figures(found, ahead)


def fixes(shown: Figures, scope: Scope, window: Window) -> list[Fix]:
    """What acts could still raise, by points for each act, the best first."""
    found = []
    for part in shown.parts:
        for line in part.lines:
            one = line.measure
            if (
                one is None
                or line.share is None
                or one.of != DOSSIERS
                or not FIXABLE & {why for _c, why in one.why}
            ):
                continue
            with limited():
                many = sum(count for why, count in tally(one, scope, window).items() if why in FIXABLE)
            component = line.component
            gain = rules.gain(component.rule, component.points, line.share, many, threshold=component.threshold,
                              less=line.less, times=line.times)  # fmt: skip
            if many and gain > 0:
                found.append(Fix(line, many, gain.quantize(Decimal("0.01"), ROUND_HALF_UP)))
    return sorted(found, key=lambda fix: (-fix.gain / fix.many, fix.line.component.code))


def read_at() -> datetime | None:
    """Until when everything that was done is in the facts; None before the first run."""
    found: datetime | None = FactReader.objects.aggregate(first=Min("read_at"))["first"]
    return found


def _figures(found: sets.MeasuredSet, told: Mapping[str, Count]) -> Figures:
    return Figures(
        found, [Part(group, [_line(one, told) for one in group.components]) for group in found.groups]
    )


def _line(component: sets.Component, told: Mapping[str, Count]) -> Line:
    share, less, times = (
        rules.Share(told[key].counted, told[key].among) if key else None
        for key in (component.measure, component.less, component.times)
    )
    measure = MEASURES.get(component.measure)
    if measure is not None and measure.total:
        # A mean has no rate of its maximum, only itself (`Line.mean`).
        scored = (
            rules.Scored(rules.MEASURED, None, Decimal(0)) if share and share.of else rules.Scored(rules.IDLE)
        )
        return Line(component, measure, share, scored)
    scored = rules.score(
        component.rule, component.points, share, threshold=component.threshold, less=less, times=times
    )
    return Line(component, measure, share, scored, less, times)


def _sum(points: object) -> Decimal:
    total = sum((one for one in points if one is not None), Decimal(0))  # type: ignore[attr-defined]
    return Decimal(total).quantize(Decimal("0.01"), ROUND_HALF_UP)
