"""Which account a proven holder enters: their linked one, an older one of the same number, or a new one. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tinhso.foundation.identity.eid.claims import Holder
from tinhso.lib.text import fold

# auth: linked before; mapping: an older account of the number becomes theirs; create: a new account.
AUTH, MAPPING, CREATE = "auth", "mapping", "create"
# Reasons to let nobody in until a desk has looked.
CLOSED, OTHER_NUMBER, OTHER_HOLDER, OTHER_FACTS = "closed", "other_number", "other_holder", "other_facts"
HELD = (CLOSED, OTHER_NUMBER, OTHER_HOLDER, OTHER_FACTS)


@dataclass(frozen=True)
class Known:
    """An account as matching sees it. `verified`: a desk saw the papers; `linked`: another holder has it."""

    number: str
    name: str
    birth_date: date | None = None
    verified: bool = False
    linked: bool = False
    active: bool = True


def judge(holder: Holder, by_link: Known | None, by_number: Known | None) -> str:
    """The state of entering, or a reason to hold it.

    `by_link` is the account linked to this holder, `by_number` the living one that has their number. An account
    that nobody verified was opened on somebody's word: it is mapped only when name and birth date agree with the
    proven ones, so that whoever registered a stranger's number hands over nothing and receives nothing.
    """
    if by_link is not None:
        if not by_link.active:
            return CLOSED
        return AUTH if by_link.number == holder.number else OTHER_NUMBER
    if by_number is None:
        return CREATE
    if by_number.linked:
        return OTHER_HOLDER
    return MAPPING if by_number.verified or agrees(by_number, holder) else OTHER_FACTS


def agrees(known: Known, holder: Holder) -> bool:
    """True when what the account says of its owner is what the provider proves."""
    same_name = " ".join(fold(known.name).split()) == " ".join(fold(holder.name).split())
    dates = (known.birth_date, holder.birth_date)
    return same_name and (None in dates or dates[0] == dates[1])
