"""Who is next: those sent on by another counter, then priority, then appointments whose time has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Waiting:
    """What the order needs to know of a number that waits; `group`: procedures of which it is about one."""

    id: UUID
    serial: int
    field: str = ""
    procedure: str = ""
    priority: bool = False
    sent_to: UUID | None = None
    due_at: datetime | None = None
    group: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Serves:
    """A counter and what it serves; nothing named serves everything."""

    id: UUID
    fields: frozenset[str] = frozenset()
    procedures: frozenset[str] = frozenset()

    def takes(self, ticket: Waiting) -> bool:
        """True when this counter may call the number: sent to it, or of a kind it serves."""
        if ticket.sent_to is not None:
            return ticket.sent_to == self.id
        if not self.fields and not self.procedures:
            return True
        if ticket.procedure in self.procedures or ticket.group & self.procedures:
            return True
        # Who did not say what it is about may come to any counter.
        return ticket.field in self.fields or not (ticket.field or ticket.procedure or ticket.group)


def ordered(waiting: Iterable[Waiting], now: datetime) -> list[Waiting]:
    """The queue as it is called, first first."""
    return sorted(waiting, key=lambda one: (_rank(one, now), one.serial))


def reachable(one: Waiting, counters: Sequence[Serves]) -> Waiting:
    """The number as the counters of today may call it: one that none of them serves any more is everybody's.

    A counter may be declared anew, or a field given up, while people with its numbers already wait.
    """
    if one.sent_to is not None and one.sent_to not in {counter.id for counter in counters}:
        one = replace(one, sent_to=None)
    if not counters or any(counter.takes(one) for counter in counters):
        return one
    return replace(one, field="", procedure="", group=frozenset())


def next_for(counter: Serves, waiting: Iterable[Waiting], now: datetime) -> Waiting | None:
    """The number this counter calls next; None when nobody waits for it."""
    return next((one for one in ordered(waiting, now) if counter.takes(one)), None)


def before(ticket: UUID, waiting: Sequence[Waiting], counters: Iterable[Serves], now: datetime) -> int:
    """How many are called before this number by the counters that may call it."""
    queue = ordered(waiting, now)
    mine = next((one for one in queue if one.id == ticket), None)
    if mine is None:
        return 0
    serving = [counter for counter in counters if counter.takes(mine)]
    ahead = queue[: queue.index(mine)]
    return sum(1 for one in ahead if not serving or any(counter.takes(one) for counter in serving))


def _rank(one: Waiting, now: datetime) -> int:
    if one.sent_to is not None:
        return 0
    if one.priority:
        return 1
    return 2 if one.due_at is not None and one.due_at <= now else 3
