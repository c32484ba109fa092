"""Bring the switches and sections of province.toml into the database."""

from __future__ import annotations

from datetime import date
from typing import Any

from tinhso.foundation.province.models import Setting
from tinhso.foundation.province.rules.settings import SECTIONS


def load_settings(data: dict[str, Any], always: date) -> None:
    """Make the table say what the file says; `always` dates what has no date of its own."""
    wanted: dict[tuple[str, date], tuple[Any, str]] = {
        (f"{section}.{key}", always): (value.isoformat() if isinstance(value, date) else value, "")
        for section in SECTIONS
        for key, value in data.get(section, {}).items()
    }
    for row in data.get("switch", []):
        wanted[row["key"], row["valid_from"]] = (row["value"], row.get("legal_basis", ""))
    present = {(row.key, row.valid_from): row for row in Setting.objects.all()}
    for key in present.keys() - wanted.keys():
        present[key].delete()
    for key, (value, basis) in wanted.items():
        row = present.get(key)
        if row is None:
            Setting.objects.create(key=key[0], valid_from=key[1], value=value, legal_basis=basis)
        elif (row.value, row.legal_basis) != (value, basis):
            row.value, row.legal_basis = value, basis
            row.save(update_fields=["value", "legal_basis"])
