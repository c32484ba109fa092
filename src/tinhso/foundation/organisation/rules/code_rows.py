"""Codes of agencies: level-1 codes, provisional ones made from them, and those an administrator gave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tinhso.foundation.organisation.rules.agency_rows import AgencyRow
from tinhso.foundation.province.api import Folder

FILE = "agency-codes.csv"
COLUMNS = ("agency", "code", "old_code", "valid_from", "legal_basis")
# Letters, figures and dots, parent first (20/2020/QĐ-TTg); the length of 35 is not verified.
CODE = re.compile(r"^[A-Z][A-Z0-9]*(\.[A-Z0-9-]+)*$")
# The form of QCVN 102:2016: child first, 13 characters.
OLD_CODE = re.compile(r"^\d{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z]\d{2}$")
MAX_LENGTH = 35


@dataclass(frozen=True)
class CodeRow:
    """One code of one agency between two days. `replaced`: kept in agency-codes.csv."""

    agency: str
    code: str
    old_code: str
    provisional: bool
    valid_from: date
    valid_to: date | None
    legal_basis: str
    replaced: bool = False


def well_formed(code: str, old_code: str = "") -> bool:
    """True when both forms look right; the old one may be absent."""
    return (
        bool(CODE.match(code))
        and len(code) <= MAX_LENGTH
        and (not old_code or bool(OLD_CODE.match(old_code)))
    )


def provisional(level1: str, key: str) -> str:
    """A code that nobody takes for an official one: 'H62.TMP-08707'."""
    return f"{level1}.TMP-{key}"


def written_codes(agencies: list[AgencyRow], level1: list[dict[str, Any]]) -> Iterator[CodeRow]:
    """Codes that follow from province.toml and agencies.toml."""
    for row in level1:
        yield CodeRow(
            row["agency"],
            row["code"],
            row.get("old_code", ""),
            False,
            row["valid_from"],
            row.get("valid_to"),
            row.get("legal_basis", ""),
        )
    for agency in agencies:
        if agency.code_key:
            prefix = level1_on(level1, agency.valid_from)
            code = provisional(prefix, agency.code_key)
            yield CodeRow(agency.slug, code, "", True, agency.valid_from, agency.valid_to, "")


def level1_on(level1: list[dict[str, Any]], day: date) -> str:
    """The level-1 code of the day; of the first known day before that."""
    for row in level1:
        last = row.get("valid_to")
        if row["valid_from"] <= day and (last is None or day <= last):
            return str(row["code"])
    return str(min(level1, key=lambda row: row["valid_from"])["code"]) if level1 else "X00"


def read_replaced(folder: Folder) -> list[CodeRow]:
    """The codes that an administrator gave, oldest first; the file may be absent."""
    if not folder.exists(FILE):
        return []
    rows = [
        CodeRow(
            row["agency"],
            row["code"],
            row["old_code"],
            False,
            date.fromisoformat(row["valid_from"]),
            None,
            row["legal_basis"],
            replaced=True,
        )
        for row in folder.rows(FILE)
    ]
    return sorted(rows, key=lambda row: (row.agency, row.valid_from))


def merged(written: list[CodeRow], replaced: list[CodeRow], ends: dict[str, date | None]) -> list[CodeRow]:
    """All codes by agency, each ending the day before the next; `ends`: the agencies' last days."""
    by_agency: dict[str, list[CodeRow]] = {}
    for row in (*written, *replaced):
        by_agency.setdefault(row.agency, []).append(row)
    result = []
    for slug, rows in by_agency.items():
        rows.sort(key=lambda row: row.valid_from)
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            last = following.valid_from - timedelta(days=1) if following else row.valid_to or ends.get(slug)
            result.append(replace(row, valid_to=last))
    return result
