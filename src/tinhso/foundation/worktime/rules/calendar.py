"""The working calendar: which moments count, and the arithmetic of counting them.

Working hours come in dated periods (lunch is the gap between two spans); holidays, days off by swap and
working days made up for them come by date. A moment that falls outside working time counts from the
next working moment.
"""

from __future__ import annotations

import calendar as month_table
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from tinhso.foundation.worktime.rules.limits import Limit, Unit

SECONDS = Decimal(3600)
HORIZON_DAYS = 366 * 60


class DayKind(StrEnum):
    """Why a date differs from an ordinary week."""

    HOLIDAY = "holiday"
    OFF_SWAP = "off_swap"
    WORK_MAKEUP = "work_makeup"


@dataclass(frozen=True)
class HoursPeriod:
    """Working hours in force since a date, e.g. 07:00–11:30 and 13:30–17:00."""

    valid_from: date
    spans: tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class Calendar:
    """Working days and hours of a province. All datetimes are aware; results are in `zone`."""

    periods: tuple[HoursPeriod, ...]
    days: Mapping[date, DayKind]
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Ho_Chi_Minh"))

    def __post_init__(self) -> None:
        if not self.periods:
            raise ValueError("a calendar needs at least one period of working hours")

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, except holidays and swapped days; a made-up Saturday works."""
        kind = self.days.get(day)
        if kind is DayKind.WORK_MAKEUP:
            return True
        return kind is None and day.weekday() < 5

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """Working spans of a date in order, empty on a day off."""
        if not self.is_working_day(day):
            return []
        at = max(bisect_right([p.valid_from for p in self.periods], day) - 1, 0)
        return [
            (datetime.combine(day, start, self.zone), datetime.combine(day, end, self.zone))
            for start, end in self.periods[at].spans
        ]

    def _from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working spans that end after the moment, endlessly."""
        local = moment.astimezone(self.zone)
        for offset in range(HORIZON_DAYS):
            for start, end in self.spans(local.date() + timedelta(days=offset)):
                if end > local:
                    yield max(start, local), end
        raise ValueError("no working time within sixty years: check the calendar")

    def next_moment(self, moment: datetime) -> datetime:
        """The moment itself when it is working time, else the start of the next span."""
        return next(self._from(moment))[0]

    def next_day_start(self, moment: datetime) -> datetime:
        """Start of the first working day after the moment's date."""
        midnight = datetime.combine(
            moment.astimezone(self.zone).date() + timedelta(days=1), time(), self.zone
        )
        return self.next_moment(midnight)

    def start_of_clock(self, moment: datetime, cutoff: time | None = None) -> datetime:
        """When a limit starts to run: the next working moment, or the next working day after the cut-off."""
        local = moment.astimezone(self.zone)
        if cutoff and self.is_working_day(local.date()) and local.time() >= cutoff:
            return self.next_day_start(local)
        return self.next_moment(local)

    def add_hours(self, moment: datetime, hours: Decimal | int | float) -> datetime:
        """The moment by which so many working hours have passed (0 hours: the next working moment)."""
        left = timedelta(seconds=float(Decimal(str(hours)) * SECONDS))
        if left < timedelta(0):
            raise ValueError("hours cannot be negative")
        start = moment
        for start, end in self._from(moment):
            if end - start >= left:
                return start + left
            left -= end - start
        return start

    def hours_between(self, first: datetime, last: datetime) -> Decimal:
        """Working hours from the first moment to the last; negative when the last is before the first."""
        if last < first:
            return -self.hours_between(last, first)
        total = timedelta(0)
        for start, end in self._from(first):
            if start >= last:
                break
            total += min(end, last) - start
        return Decimal(str(total.total_seconds())) / SECONDS

    def add(self, moment: datetime, limit: Limit, cutoff: time | None = None) -> datetime:
        """The due moment of a limit that starts with a reception at `moment`.

        Hours and working days are counted in working hours. Calendar days, months and years keep the time
        of day and, when they end on a day off, move to the next working day (domain reference, section 7).
        A limit that runs from the opening of a day ends at the close of its last day, as working days do: the
        opening of the day after is the same working moment, and nobody reads it as the end of a term.
        """
        if limit.unit is Unit.SAME_DAY:
            return self.same_day(moment, limit.after)
        start = self.start_of_clock(moment, cutoff)
        hours = limit.hours
        if hours is not None:
            return self.add_hours(start, hours)
        day = _shift(start.date(), int(limit.value), limit.unit)
        whole_days = bool(limit.value) and start == self.spans(start.date())[0][0]
        if whole_days:
            day -= timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return self.spans(day)[-1][1] if whole_days else datetime.combine(day, start.timetz())

    def same_day(self, moment: datetime, after: time | None = None) -> datetime:
        """The close of the working day on which something is received, of the next one when received later than `after`.

        What comes outside working days is received when the next one opens. The rule stands in the steps that the
        national portal publishes for births and deaths (1.001193, 1.000656: received after 15:00, the result is
        handed over on the next working day) and for certified copies in decree 23/2015/NĐ-CP, Điều 7. Exactly 15:00
        is not yet “sau 15 giờ”. A package's own cut-off does not come on top: the rule has its own.
        """
        local = moment.astimezone(self.zone)
        late = after is not None and self.is_working_day(local.date()) and local.time() > after
        start = self.next_day_start(local) if late else self.next_moment(local)
        return self.spans(start.date())[-1][1]

    def working_hours(self, limit: Limit, moment: datetime, cutoff: time | None = None) -> Decimal:
        """How many working hours a limit gives when it starts at the moment."""
        if limit.hours is not None:
            return limit.hours
        return self.hours_between(self.start_of_clock(moment, cutoff), self.add(moment, limit, cutoff))


def _shift(day: date, count: int, unit: Unit) -> date:
    """A date some calendar units later; 31/01 plus a month is the last day of February."""
    if unit is Unit.DAY:
        return day + timedelta(days=count)
    months = day.month - 1 + count * (12 if unit is Unit.YEAR else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, month_table.monthrange(year, month)[1]))


def build(
    periods: Iterable[HoursPeriod], days: Mapping[date, DayKind], zone: str = "Asia/Ho_Chi_Minh"
) -> Calendar:
    """A calendar from unordered periods."""
    return Calendar(tuple(sorted(periods, key=lambda p: p.valid_from)), dict(days), ZoneInfo(zone))
