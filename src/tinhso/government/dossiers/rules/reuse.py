"""Which papers need not be handed in again: what a result is, and whether it still holds. Pure.

The reuse key is the national code of a result (MA_KQ_THAYTHE): a component names the result that can stand for it,
a result carries that code (MAKETQUA). A validity that no source states is told as unknown, never as endless.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

RESULT, PAPER = "result", "paper"


class Kind(Protocol):
    """What a version says of one paper it ends with."""

    @property
    def name(self) -> str:
        """Its title."""

    @property
    def code(self) -> str:
        """Its national code; empty where no source tells it."""

    @property
    def permanent(self) -> bool:
        """True when it never ends."""

    @property
    def valid_months(self) -> int | None:
        """For how many months it holds; None where no source tells it."""

    @property
    def note(self) -> str:
        """What its source says about using it."""

    @property
    def refusal(self) -> bool:
        """True for a paper that says no."""


@dataclass(frozen=True)
class Validity:
    """`until` is the last day; `stated` False when no source says how long the paper holds."""

    stated: bool
    until: date | None = None

    def holds(self, day: date) -> bool:
        """True unless the paper is known to have ended before that day."""
        return self.until is None or day <= self.until


def kind_of(kinds: Sequence[Kind], title: str) -> Kind | None:
    """Which of a version's papers a result is: the one of its title, else the only one that grants; None: unclear."""
    granting = [kind for kind in kinds if not kind.refusal]
    named = [kind for kind in granting if kind.name == title]
    found = named or granting
    return found[0] if len(found) == 1 else None


def validity(kind: Kind, issued: date) -> Validity:
    """How long a paper issued that day holds. A term of months ends on the same day of its last month."""
    if kind.permanent:
        return Validity(True)
    if kind.valid_months is None:
        return Validity(False)
    return Validity(True, _months_after(issued, kind.valid_months))


def replaces(key: str, code: str) -> bool:
    """True when a result (or paper) of that code stands for a component with this reuse key."""
    return bool(key) and key == code


def token(kind: str, ident: UUID) -> str:
    """How a page names a kept paper."""
    return f"{kind}:{ident}"


def digitised(papers: Iterable[tuple[bool, str]]) -> int:
    """The dossier's digitisation (domain reference, section 8) from (has a new file, token of what is reused).

    A new file counts first, then a reused result (3), then a reused component (2); 0 when there is neither.
    """
    found = {1 if file else 3 if kept.startswith(RESULT) else 2 if kept else 0 for file, kept in papers}
    return next((state for state in (1, 3, 2) if state in found), 0)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    last = calendar.monthrange(year, month + 1)[1]
    # Where the month has no such day, the term ends with the month.
    return date(year, month + 1, 1) + timedelta(days=min(day.day, last) - 1)
