"""What other rooms get to see: frozen facts, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class UnitInfo:
    """An administrative unit; its key is (code, valid_from). `unverified` names columns without a source."""

    id: UUID
    code: str
    name: str
    type: str
    level: str
    parent_code: str | None
    valid_from: date
    valid_to: date | None
    legal_basis: str = ""
    note: str = ""
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgencyInfo:
    """An agency. `vertical`: of the centre, works in its own system. `fields`: what it handles."""

    id: UUID
    slug: str
    name: str
    kind: str
    level: str
    unit_code: str
    unit_name: str
    parent_id: UUID | None
    vertical: bool
    fields: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inherited:
    """An abolished agency that another continues.

    Where the abolished one was split: `only` are the codes of the units whose matters came here (None: all),
    `but_not` those whose matters went elsewhere. Codes are those of the abolished agency's last day.
    """

    agency_id: UUID
    only: frozenset[str] | None = None
    but_not: frozenset[str] = frozenset()

    def covers(self, unit_code: str) -> bool:
        """True when the matters of the unit came here."""
        return unit_code not in self.but_not and (self.only is None or unit_code in self.only)

    def within(self, earlier: UUID, only: frozenset[str] | None, but_not: frozenset[str]) -> Inherited:
        """What came here of an earlier agency through this one."""
        both = self.only if only is None else only if self.only is None else only & self.only
        return Inherited(earlier, both, self.but_not | but_not)


@dataclass(frozen=True)
class CodeInfo:
    """An agency's code. `provisional`: made by us until an administrator replaces it."""

    code: str
    old_code: str
    provisional: bool
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Header:
    """What stands at the top of a page or paper of a day; `sub_line` may be empty."""

    name: str
    sub_line: str = ""
    unit_code: str = ""

    @property
    def full(self) -> str:
        """In one line, e.g. "Tỉnh Phú Thọ – địa bàn Vĩnh Phúc"."""
        if not self.sub_line:
            return self.name
        return f"{self.name} – {self.sub_line[0].lower()}{self.sub_line[1:]}"
