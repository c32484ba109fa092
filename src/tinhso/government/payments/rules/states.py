"""Where a payment stands and where it may go. What is paid is never unpaid by a message: only a refund or a void is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

# A request: nothing came yet; money may be on its way; all is there; given back; nothing is asked any more.
UNPAID, WAITING, PAID, REFUNDED, CANCELLED = "unpaid", "waiting", "paid", "refunded", "cancelled"
# A transaction: opened; the bank has not answered; the platform has the money; it has not.
INIT, PENDING, OK, FAIL = "init", "pending", "ok", "fail"
OPEN = (INIT, PENDING)
MOVES = {
    INIT: frozenset({PENDING, OK, FAIL}),
    PENDING: frozenset({OK, FAIL}),
    # Money that came after all: believed only when the platform, asked, says so too (`may_move`).
    FAIL: frozenset({OK}),
    OK: frozenset(),
}
REQUEST_MOVES = {
    UNPAID: frozenset({WAITING, PAID, CANCELLED}),
    WAITING: frozenset({UNPAID, PAID, CANCELLED}),
    PAID: frozenset({UNPAID, REFUNDED}),
    REFUNDED: frozenset({UNPAID}),
    CANCELLED: frozenset({UNPAID, WAITING, PAID}),
}
# How long the page of a payment is offered again; from when and until when an open one is asked about.
PAGE_LIFE = timedelta(minutes=15)
FIRST_CHECK, LAST_CHECK = timedelta(minutes=30), timedelta(days=3)
# The dossier's states in which nothing is collected: refused, withdrawn, stopped.
CLOSED = (3, 7, 8)


def may_move(state: str, to: str, *, asked: bool) -> bool:
    """True when a transaction may go from one state to another; `asked`: the platform said so to our own question."""
    return to in MOVES[state] and (state != FAIL or asked)


def request_state(*, owed: int, paid: int, open_transactions: bool, closed: bool, given_back: bool) -> str:
    """Where a request stands, from what the dossier owes and has (whole đồng) and from its transactions."""
    if owed <= 0 and paid > 0:
        return PAID
    if open_transactions:
        return WAITING
    if given_back and paid == 0:
        return REFUNDED
    if closed or (owed <= 0 and paid <= 0):
        return CANCELLED
    return UNPAID


def next_check(made: datetime, now: datetime) -> datetime | None:
    """When an open transaction is asked about next: from half an hour on, ever slower; None after three days."""
    age = now - made
    if age >= LAST_CHECK:
        return None
    if age < FIRST_CHECK:
        return made + FIRST_CHECK
    return min(now + max(timedelta(minutes=10), age / 4), made + LAST_CHECK)


def all_settled(states: Iterable[str]) -> bool:
    """True when no transaction is open."""
    return not any(state in OPEN for state in states)
