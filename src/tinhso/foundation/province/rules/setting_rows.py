"""settings.csv: the dated values that administrators set on screen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from tinhso.foundation.province.rules.settings import acceptable, known_key

FILE = "settings.csv"
COLUMNS = ("key", "value", "valid_from", "reason", "legal_basis")


class Row(Protocol):
    """What a line of the file says."""

    key: str
    value: Any
    valid_from: date
    reason: str
    legal_basis: str


def read_value(key: str, text: str) -> Any | None:
    """The value that a text means for a key, as the screen or the file gives it; None when it does not fit."""
    known = known_key(key)
    value: Any = text.strip()
    if known.kind == "int":
        value = int(value) if value.isascii() and value.isdigit() and len(value) <= 6 else None
    return value if value is not None and acceptable(known, value) else None


def as_text(rows: Iterable[Row]) -> str:
    """The file, one line a value."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([row.key, row.value, row.valid_from.isoformat(), row.reason, row.legal_basis])
    return text.getvalue()
