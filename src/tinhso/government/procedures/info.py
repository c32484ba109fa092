"""What other rooms and pages get to see of a procedure: frozen facts, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tinhso.government.procedures.rules.content import Content


@dataclass(frozen=True)
class VersionInfo:
    """One dated version: `content` is all of procedure.toml, typed."""

    id: UUID
    code: str
    slug: str
    title: str
    field_key: str
    field_name: str
    valid_from: date
    valid_to: date | None
    content: Content

    @property
    def name(self) -> str:
        """The everyday title."""
        return self.content.name


@dataclass(frozen=True)
class Listed:
    """One line of a list of procedures."""

    code: str
    title: str
    field: str
    field_key: str
    purpose: str
    online_level: str


@dataclass(frozen=True)
class SearchHit:
    """One answer of a search; `score` from 0 to 1, only good for ordering."""

    code: str
    title: str
    field: str
    score: float
    purpose: str = ""


@dataclass(frozen=True)
class FieldInfo:
    """A field of government with the number of procedures in force."""

    key: str
    name: str
    description: str
    count: int


@dataclass(frozen=True)
class LifeEventInfo:
    """A life event and what it leads to."""

    key: str
    title: str
    description: str
    icon: str
    audience: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class FeeDue:
    """One fee worked out for one dossier. `amount` in đồng, None when no public source tells it.

    `full`: before a rule of the province took something off it (the same where none did); `why` says by which rule,
    `collect` when it is paid: `before` reception, `on_result`, or empty where nobody states it.
    """

    key: str
    name: str
    kind: str
    amount: int | None
    verified: bool
    note: str
    legal: str
    full: int | None = None
    why: str = ""
    collect: str = ""
