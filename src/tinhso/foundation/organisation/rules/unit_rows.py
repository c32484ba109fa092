"""Units as rows of units/*.csv: read them, find by day, know who took over whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tinhso.foundation.province.api import Folder, Row
from tinhso.lib.text import fold

FILES = "units/*.csv"
REQUIRED = ("code", "name", "type", "parent", "valid_from", "valid_to", "successors")
OPTIONAL = ("legal_basis", "unverified", "note", "successors_basis")
LEVEL_OF_TYPE = {
    "tỉnh": "province",
    "thành phố trực thuộc trung ương": "province",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "thành phố": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}
CODE_LENGTH = {"province": 2, "district": 3, "commune": 5}


@dataclass(frozen=True)
class UnitRow:
    """One row. `valid_to` None: still there. `successors`: codes valid from the day after `valid_to`."""

    code: str
    name: str
    type: str
    level: str
    parent: str
    valid_from: date
    valid_to: date | None
    successors: tuple[str, ...]
    legal_basis: str
    unverified: tuple[str, ...]
    note: str
    file: str
    line: int
    # The decision that names the successors, where it is not that of the unit itself.
    successors_basis: str = ""

    @property
    def key(self) -> tuple[str, date]:
        """What tells this unit from another that bore the same code."""
        return self.code, self.valid_from

    @property
    def slug(self) -> str:
        """The name for ids: 'Xã Thổ Tang' → 'xa-tho-tang'."""
        return "-".join("".join(c if c.isalnum() else " " for c in fold(self.name)).split())

    def on(self, day: date) -> bool:
        """True when the unit was there that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def parse_row(row: Row, file: str) -> UnitRow:
    """The row with its types; ValueError when a date or the type cannot be read (the check says which)."""
    return UnitRow(
        code=row["code"],
        name=row["name"],
        type=row["type"],
        level=LEVEL_OF_TYPE.get(row["type"], ""),
        parent=row["parent"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        successors=tuple(row["successors"].split()),
        legal_basis=row["legal_basis"],
        unverified=tuple(row["unverified"].split()),
        note=row["note"],
        file=file,
        line=row.line,
        successors_basis=row["successors_basis"],
    )


class UnitTable:
    """All units of a folder."""

    def __init__(self, rows: Iterable[UnitRow]) -> None:
        self.rows = list(rows)
        self._by_code: dict[str, list[UnitRow]] = {}
        self._by_name: dict[str, list[UnitRow]] = {}
        for row in self.rows:
            self._by_code.setdefault(row.code, []).append(row)
            self._by_name.setdefault(row.name, []).append(row)

    def codes(self) -> set[str]:
        """All codes that occur."""
        return set(self._by_code)

    def of_code(self, code: str) -> list[UnitRow]:
        """All units that ever bore the code."""
        return self._by_code.get(code, [])

    def on(self, code: str, day: date) -> UnitRow | None:
        """The unit that bore the code that day."""
        return next((row for row in self.of_code(code) if row.on(day)), None)

    def since(self, unit: UnitRow) -> str:
        """The year for ids; with the month when a unit of the same name began earlier that year.

        The earlier one keeps its id, so adding a row never renames an agency.
        """
        year = unit.valid_from.year
        for other in self._by_name.get(unit.name, []):
            if other.valid_from.year == year and other.valid_from < unit.valid_from:
                return f"{unit.valid_from:%Y-%m}"
        return str(year)

    def heirs(self, unit: UnitRow) -> list[UnitRow]:
        """Who took the unit over: its successors, else those of the units below it on its last day.

        The heir of most units below comes first.
        """
        if unit.valid_to is None:
            return []
        next_day = unit.valid_to + timedelta(days=1)
        codes = list(unit.successors)
        if not codes:
            below = [r for r in self.rows if r.parent == unit.code and r.on(unit.valid_to)]
            counted = Counter(code for row in below for code in row.successors)
            codes = sorted(counted, key=lambda code: (-counted[code], code))
        found = (self.on(code, next_day) for code in codes)
        return [row for row in found if row is not None]


def read_units(folder: Folder) -> UnitTable:
    """All units of a folder that passed the check; rows that cannot be read are left out."""
    rows = []
    for file in folder.matching(FILES):
        for row in folder.rows(file):
            try:
                rows.append(parse_row(row, file))
            except ValueError:
                continue
    return UnitTable(rows)
