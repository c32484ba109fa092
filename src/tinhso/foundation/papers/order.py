"""What a room asks this one to make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tinhso.foundation.records.api import Subject


@dataclass(frozen=True)
class Sealed:
    """What the QR tells beside the paper's own name and moment (TT 01/2023/TT-VPCP, Điều 26).

    `applicant` is the owner's number; only a keyed digest of it leaves this site.
    """

    dossier: str
    procedure: str
    system: str
    applicant: str = ""
    due: datetime | None = None
    until: date | None = None
    permanent: bool = False
    scope: str = ""


@dataclass(frozen=True)
class Order:
    """One paper of a subject: `key` the template's, `part` tells several of a kind apart (the second request).

    `on`: the day of the act, which chooses the generation. `head`: the lines at the top; `fields`: name → text;
    `tables`: name → rows of name → text. `code`: under which anybody checks it by hand. `own`: the text of a template
    that lies outside the set (a result in a procedure's package) and what to call it; `title` replaces the
    template's where the paper has a name of its own. `symbols`: further QR codes, name → text;
    `agency`: whose paper it is; `holder`: whose rule says who reads the file (without it the paper's own pages alone).
    """

    key: str
    subject: Subject
    on: date
    head: Mapping[str, str]
    fields: Mapping[str, str]
    sealed: Sealed | None = None
    tables: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    part: str = ""
    title: str = ""
    code: str = ""
    own: tuple[str, str] | None = None
    symbols: Mapping[str, str] = field(default_factory=dict)
    agency: UUID | None = None
    holder: Subject | None = None

    def said(self) -> dict[str, Any]:
        """What the paper says, as it is kept."""
        return {
            "head": dict(self.head),
            "fields": dict(self.fields),
            "tables": {name: [dict(row) for row in rows] for name, rows in self.tables.items()},
            "code": self.code,
            "symbols": dict(self.symbols),
            "agency": str(self.agency or ""),
        }
