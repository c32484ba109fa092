"""Reads: switches and facts of the province on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from tinhso.foundation.province.models import Setting
from tinhso.foundation.province.rules.settings import SECTIONS, known_key
from tinhso.foundation.worktime.api import today


def setting(key: str, on: date | None = None) -> Any:
    """The value of a key on the day, or its documented default; KeyError for an unknown key."""
    known = known_key(key)
    rows = Setting.objects.filter(key=key, valid_from__lte=on or today()).order_by("-valid_from")
    value = rows.values_list("value", flat=True).first()
    return known.default if value is None else value


def section(name: str, on: date | None = None) -> dict[str, Any]:
    """All values of a section such as `brand`, in one query; KeyError for an unknown section."""
    values = {key: known.default for key, known in SECTIONS[name].items()}
    rows = Setting.objects.filter(key__startswith=f"{name}.", valid_from__lte=on or today())
    for key, value in rows.order_by("valid_from").values_list("key", "value"):
        values[key.removeprefix(f"{name}.")] = value
    return values
