"""Our books against the platform's file and the bank's statement: every difference by name. Pure.

What is compared is told apart by reference. Rows that repeat are a difference of their own, never summed away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Ours:
    """A transaction as we have it. `taken`: the platform told us that it has the money."""

    reference: str
    amount: int
    taken: bool


@dataclass(frozen=True)
class Theirs:
    """A row of the platform's file, or a credit of a statement that carries this reference; whole đồng."""

    reference: str
    amount: int
    number: str = ""


@dataclass(frozen=True)
class Finding:
    """One difference. `ours`, `theirs`: amounts, None where that side has nothing."""

    kind: str
    reference: str
    ours: int | None
    theirs: int | None
    number: str = ""


def platform(ours: Mapping[str, Ours], rows: Iterable[Theirs], expected: Iterable[str]) -> Iterator[Finding]:
    """The platform's file. `expected`: references that must be in it, for it covers their day.

    Kinds: platform_only (paid there, not here), platform_absent (paid here, not there), platform_amount,
    platform_twice, platform_unknown (a reference that we never gave).
    """
    listed = list(rows)
    yield from _against(ours, listed, expected, "platform")
    for row in _once(listed):
        known = ours.get(row.reference)
        if known is None:
            yield Finding("platform_unknown", row.reference, None, row.amount, row.number)
        elif not known.taken:
            yield Finding("platform_only", row.reference, None, row.amount, row.number)


def bank(ours: Mapping[str, Ours], rows: Iterable[Theirs], expected: Iterable[str]) -> Iterator[Finding]:
    """The credits of a statement that name one of our transactions.

    Kinds: bank_absent (the platform has it, the account has not), bank_amount, bank_twice, bank_only (in the
    account, while we hold that nobody paid).
    """
    listed = [row for row in rows if row.reference in ours]
    yield from _against(ours, listed, expected, "bank")
    for row in _once(listed):
        if not ours[row.reference].taken:
            yield Finding("bank_only", row.reference, None, row.amount, row.number)


def _against(
    ours: Mapping[str, Ours], rows: list[Theirs], expected: Iterable[str], side: str
) -> Iterator[Finding]:
    times = Counter(row.reference for row in rows)
    for reference in expected:
        if not times[reference]:
            yield Finding(f"{side}_absent", reference, ours[reference].amount, None)
    for row in _once(rows):
        known = ours.get(row.reference)
        if times[row.reference] > 1:
            yield Finding(
                f"{side}_twice",
                row.reference,
                known.amount if known else None,
                sum(one.amount for one in rows if one.reference == row.reference),
                row.number,
            )
        if known is not None and known.taken and row.amount != known.amount:
            yield Finding(f"{side}_amount", row.reference, known.amount, row.amount, row.number)


def _once(rows: Iterable[Theirs]) -> list[Theirs]:
    """The first row of each reference."""
    found: dict[str, Theirs] = {}
    for row in rows:
        found.setdefault(row.reference, row)
    return list(found.values())
