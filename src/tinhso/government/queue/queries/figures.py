"""The figures of a desk's head: how many came, how long they waited, how it ended; each opens to its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tinhso.government.queue.models import Ticket
from tinhso.government.queue.queries.waiting import moves_of
from tinhso.government.queue.rules.times import Times, longest, middle, times

LONG_WAIT = timedelta(minutes=30)
MOST_DAYS = 31


@dataclass(frozen=True)
class Row:
    """A number with its measured times."""

    ticket: Ticket
    times: Times


@dataclass(frozen=True)
class Figures:
    """Counts by group (keys of `GROUPS`), and the middle and longest of the measured times."""

    counts: dict[str, int]
    waited: timedelta | None
    waited_longest: timedelta | None
    served: timedelta | None


def _ended(state: str) -> Callable[[Row], bool]:
    return lambda row: row.ticket.state == state


GROUPS: dict[str, Callable[[Row], bool]] = {
    "all": lambda row: True,
    "done": _ended("done"),
    "open": lambda row: row.ticket.state in ("waiting", "called", "serving"),
    "no_show": _ended("no_show"),
    "not_served": _ended("not_served"),
    "priority": lambda row: bool(row.ticket.priority),
    "appointment": lambda row: row.ticket.source == "appointment",
    "waited": lambda row: row.times.waited is not None,
    "long_wait": lambda row: row.times.waited is not None and row.times.waited > LONG_WAIT,
    "served": lambda row: row.times.served is not None,
}


def rows(agency_id: UUID, first: date, last: date) -> list[Row]:
    """Every number of the days, the first first; at most `MOST_DAYS` days."""
    last = min(last, first + timedelta(days=MOST_DAYS - 1))
    found = Ticket.objects.filter(agency_id=agency_id, day__range=(first, last)).select_related(
        "counter", "button"
    )
    tickets = list(found.prefetch_related("dossiers").order_by("day", "serial"))
    moves = moves_of([ticket.pk for ticket in tickets])
    return [Row(ticket, times(moves[ticket.pk])) for ticket in tickets]


def group(found: list[Row], key: str) -> list[Row]:
    """The numbers that a figure counts; for measured times the longest first."""
    chosen = [row for row in found if GROUPS[key](row)]
    if key in ("waited", "long_wait"):
        chosen.sort(key=lambda row: row.times.waited or timedelta(), reverse=True)
    if key == "served":
        chosen.sort(key=lambda row: row.times.served or timedelta(), reverse=True)
    return chosen


def figures(found: list[Row]) -> Figures:
    """The figures of these numbers."""
    waits = [row.times.waited for row in found]
    return Figures(
        {key: sum(1 for row in found if test(row)) for key, test in GROUPS.items()},
        middle(waits),
        longest(waits),
        middle(row.times.served for row in found),
    )
