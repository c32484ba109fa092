"""Reads: switches and facts of the province on a day."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from tinhso.foundation.province.models import ProvinceItem, Setting
from tinhso.foundation.province.rules.settings import SECTIONS, known_key
from tinhso.foundation.worktime.api import today
from tinhso.lib.held import held


def setting(key: str, on: date | None = None) -> Any:
    """The value of a key on the day, or its documented default; KeyError for an unknown key."""
    known = known_key(key)
    value = _stored(key, on or today())
    return known.default if value is None else copy.deepcopy(value)


def _stored(key: str, on: date) -> Any:
    """The value in force, from all values the key ever had: a few, kept together whatever the day."""
    return next((value for first, value in _history(key) if first <= on), None)


@held
def _history(key: str) -> tuple[tuple[date, Any], ...]:
    rows = Setting.objects.filter(key=key).order_by("-valid_from")
    return tuple(rows.values_list("valid_from", "value"))


def section(name: str, on: date | None = None) -> dict[str, Any]:
    """All values of a section such as `brand`, in one query; KeyError for an unknown section."""
    values = {key: known.default for key, known in SECTIONS[name].items()}
    for key, value in _section(name, on or today()):
        values[key.removeprefix(f"{name}.")] = copy.deepcopy(value)
    return values


@held
def _section(name: str, on: date) -> tuple[tuple[str, Any], ...]:
    rows = Setting.objects.filter(key__startswith=f"{name}.", valid_from__lte=on)
    return tuple(rows.order_by("valid_from").values_list("key", "value"))


def history(key: str) -> list[Setting]:
    """Every value a key ever had or will have, the latest first."""
    return list(Setting.objects.filter(key=key).order_by("-valid_from"))


def as_loaded(part: str) -> dict[str, bytes]:
    """The files that a part was last loaded from, by relative path."""
    items = ProvinceItem.objects.filter(part=part).exclude(sha256="")
    return {item.path: bytes(item.content) for item in items}
