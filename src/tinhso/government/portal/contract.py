"""The line to the portal: what this room asks of it, whichever contract is spoken behind.

The contract of 2020 is the only one publicly known. The one after 2025 replaces a single class, named in
`TINHSO_PORTAL_CONTRACT`; mapping and checks stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Verdict(Enum):
    """What the portal said of one call."""

    DONE = "done"
    EXISTS = "exists"
    ABSENT = "absent"
    REFUSED = "refused"


@dataclass(frozen=True)
class Reply:
    """The verdict, with the portal's own code and words where it refused."""

    verdict: Verdict
    code: str = ""
    words: str = ""


@dataclass(frozen=True)
class Theirs:
    """What the portal holds of one dossier: the record and the rows of its history."""

    dossier: Mapping[str, Any]
    history: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Codes:
    """The portal's codes by the portal's names (`rules.naming`), as far as it tells any."""

    fields: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    fees: Mapping[str, str] = field(default_factory=dict)
    results: Mapping[str, str] = field(default_factory=dict)


class Unreachable(Exception):
    """No answer. `uncertain`: the call may have been carried out all the same, only its answer was lost."""

    def __init__(self, why: str, *, uncertain: bool) -> None:
        super().__init__(why)
        self.why = why
        self.uncertain = uncertain


class NotLetIn(Unreachable):
    """The portal answered and refused the log-in. Trying on with the same password would lock the account."""


class Contract(Protocol):
    """One way to speak with the portal. Every call may raise Unreachable."""

    def procedure(self, code: str) -> Codes | None:
        """The portal's own codes for a procedure; None when its catalogue does not have it."""

    def put(self, record: Mapping[str, Any], *, update: bool) -> Reply:
        """Insert a record, or replace the one that is there."""

    def tell(self, rows: Sequence[Mapping[str, Any]]) -> Reply:
        """Add rows to the history."""

    def look_up(self, code: str) -> Theirs | None:
        """What the portal holds of a dossier; None when it has none of that code."""

    def fetch(self, reference: str) -> bytes:
        """A file that a package names by reference."""


def configured() -> bool:
    """True when this province is connected; without an address nothing is gathered and nothing sent."""
    return bool(settings.TINHSO_PORTAL_URL)


def contract() -> Contract:
    """The line this province is set to. Raises Unreachable when there is none."""
    if not configured():
        raise Unreachable("TINHSO_PORTAL_URL is not set", uncertain=False)
    found: Contract = import_string(settings.TINHSO_PORTAL_CONTRACT)()
    return found
