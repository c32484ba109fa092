"""What other rooms get of the national catalogue: frozen values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tinhso.government.catalogue.rules.record import Record


@dataclass(frozen=True)
class EntryInfo:
    """An entry as known from `valid_from` to `valid_to`. `vanished_on`: the whole file of that day no longer
    held it. `imported_from` names the file; nothing of it is official master data."""

    code: str
    title: str
    valid_from: date
    valid_to: date | None
    vanished_on: date | None
    digest: str
    record: Record
    import_id: UUID
    imported_from: str


@dataclass(frozen=True)
class EntryRow:
    """A line of the list of entries."""

    code: str
    title: str
    levels: tuple[str, ...]
    field: str
    issuer: str
    valid_from: date
    vanished_on: date | None


@dataclass(frozen=True)
class ImportInfo:
    """One import: what the file was and what it did. Counts are of records, `unread` of report lines."""

    id: UUID
    file_name: str
    digest: str
    day: date
    made_at: datetime
    records: int
    added: int
    changed: int
    unchanged: int
    returned: int
    vanished: int
    left_out: int
    unread: int


@dataclass(frozen=True)
class Filter:
    """What narrows a list of entries; empty parts narrow nothing.

    `text`: words of the title or a code, diacritics or not. `codes`: only these; `but_not`: none of these.
    `vanished`: True only marked ones, False only others, None both.
    """

    text: str = ""
    level: str = ""
    field: str = ""
    issuer: str = ""
    codes: frozenset[str] | None = None
    but_not: frozenset[str] = frozenset()
    vanished: bool | None = None
    on: date | None = None
