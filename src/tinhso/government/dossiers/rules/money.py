"""What may be recorded as paid, and what a changed amount means for what was paid already."""

from __future__ import annotations

from collections.abc import Iterable

LARGEST = 10**12


def overpaid(due: int | None, paid: int) -> bool:
    """True when more would be taken than is owed; an amount that nobody stated cannot be overpaid."""
    return due is not None and paid > due


def together(receipts: Iterable[int]) -> int | None:
    """What the receipts of a fee come to; None when there is none, which is not the same as nothing paid."""
    known = list(receipts)
    return sum(known) if known else None


def may_be_paid(due: int | None, paid: int | None, *, waived: bool) -> bool:
    """True while the desk may record a payment: none is recorded yet, or a part is still owed and not waived."""
    return paid is None or (not waived and balance(due, paid) > 0)


def balance(due: int | None, paid: int | None) -> int:
    """Whole đồng still owed (positive) or to be given back (negative); 0 while either is not known."""
    return 0 if due is None or paid is None else due - paid


def payment(fees: Iterable[tuple[int | None, int | None, bool]]) -> str:
    """The money axis from (due, paid, waived) of each fee; `paid` None: not recorded.

    unknown: an amount is not stated; due: something is to be paid; paid: all is recorded; none: nothing is owed.
    """
    known = list(fees)
    if any(due is None and paid is None for due, paid, _waived in known):
        return "unknown"
    if any(paid is None and due for due, paid, _waived in known) or any(
        balance(due, paid) > 0 and not waived for due, paid, waived in known
    ):
        return "due"
    return "paid" if any(paid is not None for _due, paid, _waived in known) else "none"
