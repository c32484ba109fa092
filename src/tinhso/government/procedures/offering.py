"""What an officer decides when a procedure is opened, and what others get to see of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID


@dataclass(frozen=True)
class Terms:
    """`level` as the law of `valid_from` names it (rules.online). `effective_on`: when the law behind the
    decision takes effect, if known; it tells whether the decision came in time (rules.publishing)."""

    valid_from: date
    level: str
    decision: str
    decided_on: date
    valid_to: date | None = None
    effective_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class PackageDraft:
    """A package as texts by name, not yet of any folder; `field_name` names a field that is new here."""

    code: str
    slug: str
    field_key: str
    field_name: str
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Offer:
    """Whether an agency receives a procedure on a day. `level` as the law of that day names it; `online` in
    today's words. `stated`: somebody decided so; else it follows from the package (written by hand: offered).
    `passed_from`: the abolished agency whose word passed on to this one."""

    open: bool
    level: str
    online: str
    stated: bool = False
    since: date | None = None
    until: date | None = None
    decision: str = ""
    decided_on: date | None = None
    reason: str = ""
    passed_from: UUID | None = None


class Word(NamedTuple):
    """What one agency said of one procedure, as it holds on a day."""

    code: str
    agency_id: UUID
    open: bool
    level: str
    valid_from: date
    valid_to: date | None
    decision: str
    decided_on: date | None
    reason: str


@dataclass(frozen=True)
class Brief:
    """What a list shows of a version, without its package."""

    code: str
    title: str
    field_name: str
    online_level: str
    by_hand: bool
    results: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """One row of the history of an agency's offer."""

    id: UUID
    agency_id: UUID
    open: bool
    valid_from: date
    valid_to: date | None
    level: str
    decision: str
    decided_on: date | None
    effective_on: date | None
    deadline: date | None
    reason: str
    superseded: bool

    @property
    def late(self) -> bool:
        """The decision came after the last day for making it public."""
        return bool(self.deadline and self.decided_on and self.decided_on > self.deadline)
