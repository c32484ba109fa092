"""Bring the switches and sections of province.toml into the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tinhso.foundation.province.folder import Row
from tinhso.foundation.province.models import Setting
from tinhso.foundation.province.rules.setting_rows import read_value
from tinhso.foundation.province.rules.settings import SECTIONS

COLUMNS = ("value", "legal_basis", "reason", "on_screen")


def load_settings(data: dict[str, Any], always: date, on_screen: Iterable[Row] = ()) -> None:
    """Make the table say what the files say; `always` dates what has no date of its own.

    `on_screen`: the rows of settings.csv. Who set a value, and when, stays with the row that is unchanged.
    """
    wanted: dict[tuple[str, date], tuple[Any, str, str, bool]] = {
        (f"{section}.{key}", always): (value.isoformat() if isinstance(value, date) else value, "", "", False)
        for section in SECTIONS
        for key, value in data.get(section, {}).items()
    }
    for row in data.get("switch", []):
        wanted[row["key"], row["valid_from"]] = (row["value"], row.get("legal_basis", ""), "", False)
    for line in on_screen:
        value = read_value(line["key"], line["value"])
        first = date.fromisoformat(line["valid_from"])
        wanted[line["key"], first] = (value, line["legal_basis"], line["reason"], True)
    present = {(row.key, row.valid_from): row for row in Setting.objects.all()}
    for gone in present.keys() - wanted.keys():
        present[gone].delete()
    for (key, first), values in wanted.items():
        known = present.get((key, first))
        told = dict(zip(COLUMNS, values, strict=True))
        if known is None:
            Setting.objects.create(key=key, valid_from=first, **told)
        elif any(getattr(known, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(known, name, value)
            known.save(update_fields=COLUMNS)
