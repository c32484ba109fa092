"""What the portal holds against what we hold, field by field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Identifiers of the history together; the contract gives a row of it none of its own.
HISTORY = "TienDo"
ABSENT = "MaHoSo"


@dataclass(frozen=True)
class Difference:
    """One field that differs; the values as text, empty when one side has none."""

    field: str
    ours: str
    theirs: str


def dossier(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Difference]:
    """Every field of our record whose value differs there. What only they keep is theirs alone."""
    found = []
    for field, value in ours.items():
        other = theirs.get(field, "")
        if same(value) != same(other):
            found.append(Difference(field, _text(value), _text(other)))
    return found


def history(ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]) -> list[Difference]:
    """Acts that one side lacks or has twice."""
    mine, other = _counted(ours), _counted(theirs)
    found = [Difference(HISTORY, _row(key), "") for key in (mine - other).elements()]
    return [*found, *(Difference(HISTORY, "", _row(key)) for key in (other - mine).elements())]


def missing(
    ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Those of our rows that they do not hold yet: what to send after an answer was lost on the way."""
    there = _counted(theirs)
    found = []
    for row in ours:
        key = same(row)
        if there[key]:
            there[key] -= 1
        else:
            found.append(row)
    return found


def _counted(rows: Sequence[Mapping[str, Any]]) -> Counter[str]:
    return Counter(same(row) for row in rows)


def same(value: Any) -> str:
    """Values that mean the same look the same: numbers as text, no value as empty."""
    if isinstance(value, Mapping):
        parts = {str(k): same(v) for k, v in value.items()}
        return json.dumps({k: v for k, v in parts.items() if v}, sort_keys=True, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return json.dumps([same(v) for v in value], ensure_ascii=False) if value else ""
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)


def _text(value: Any) -> str:
    if isinstance(value, list | tuple | Mapping):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)


def _row(key: str) -> str:
    row = json.loads(key)
    return " · ".join(row.get(k, "") for k in ("ThoiDiemXuLy", "NoiDungXuLy", "NguoiXuLy", "TrangThai"))
