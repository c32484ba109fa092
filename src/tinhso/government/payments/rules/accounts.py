"""The accounts of a collecting agency and which of them each act touches. Whole đồng, never a fraction.

Debit is positive, credit negative; the lines of an entry come to nothing. Money that is on its way to the bank
waits in a clearing account until a statement shows it: what such an account still holds is what to look for.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

CASH, TRANSFER, CARD, PORTAL, GATEWAY = "cash", "transfer", "card", "portal", "gateway"
DEPOSIT, BANK, SHORT = "deposit", "bank", "short"
FEE, CHARGE, SURPLUS, REFUND = "fee", "charge", "surplus", "refund"
# Where money stands that was paid in this way (`dossiers.models.fee.Method`).
HOLDS = {"cash": CASH, "transfer": TRANSFER, "card": CARD, "portal": PORTAL, "gateway": GATEWAY}
# Money that a bank statement must still show.
CLEARING = (TRANSFER, CARD, PORTAL, GATEWAY, DEPOSIT)
ASSETS = (CASH, *CLEARING, BANK, SHORT)
OWED = (FEE, CHARGE, SURPLUS, REFUND)
KINDS = (*ASSETS, *OWED)


@dataclass(frozen=True)
class Posting:
    """One line of an entry: an account of the agency and whole đồng, debit positive."""

    account: str
    amount: int


class Unbalanced(ValueError):
    """The lines do not come to nothing, or are no lines at all."""


def income(kind: str) -> str:
    """The account that a fee (phí) or charge (lệ phí) is kept in."""
    return CHARGE if kind == "charge" else FEE


def taken(method: str, kind: str, amount: int) -> list[Posting]:
    """Money came in for a fee of this kind. Nothing for a waiver, which moves no money."""
    if method not in HOLDS or not amount:
        return []
    return moved(HOLDS[method], income(kind), amount)


def moved(to: str, source: str, amount: int) -> list[Posting]:
    """An amount from one account to another."""
    return checked([Posting(to, amount), Posting(source, -amount)])


def turned(lines: Iterable[Posting]) -> list[Posting]:
    """The same lines the other way round: an entry is never changed, it is reversed."""
    return checked([Posting(line.account, -line.amount) for line in lines])


def checked(lines: list[Posting]) -> list[Posting]:
    """The lines, if they are an entry. Raises Unbalanced."""
    if len(lines) < 2 or any(type(line.amount) is not int or line.amount == 0 for line in lines):
        raise Unbalanced("an entry has at least two lines of whole đồng")
    if sum(line.amount for line in lines):
        raise Unbalanced("the lines of an entry come to nothing")
    if unknown := [line.account for line in lines if line.account not in KINDS]:
        raise Unbalanced(f"no such account: {unknown[0]}")
    return lines


def same_amount(told: object, wanted: int) -> bool:
    """True when an amount that somebody told is exactly this one; compared in constant time."""
    text = str(told)
    return text.isascii() and hmac.compare_digest(text, str(wanted))
