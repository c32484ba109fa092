"""Answers as they are typed into the inputs of a page: `child.born__day`, `rows.0.name`, a comma before decimals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

PARTS = ("year", "month", "day")


def typed(data: Mapping[str, Any], asked: Iterable[str]) -> dict[str, Any]:
    """For each input of a page, what somebody with these answers types there; empty where they have none."""
    return {name: _answer(data, name) for name in asked}


def _rows(data: Mapping[str, Any], name: str) -> int:
    """How many rows a repeating group has."""
    found = _dig(data, name)
    return len(found) if isinstance(found, list) else 0


def another_row(form: Any, data: Mapping[str, Any]) -> str | None:
    """The repeating group whose rows do not all stand on the page yet, by its name; None when they do."""
    names = list(form.inputs.keys())
    for button in form.xpath(".//button[@name='_add']"):
        group = str(button.get("value"))
        drawn = {
            name.removeprefix(f"{group}.").split(".")[0] for name in names if name.startswith(f"{group}.")
        }
        if len({number for number in drawn if number.isdigit()}) < _rows(data, group):
            return group
    return None


def _answer(data: Mapping[str, Any], name: str) -> Any:
    base, bar, part = name.partition("__")
    value = _dig(data, base)
    if bar and part in PARTS:
        pieces = str(value or "").split("-")
        return pieces[PARTS.index(part)] if len(pieces) == len(PARTS) else ""
    return _said(value)


def _said(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return "" if value is None or isinstance(value, Mapping) else str(value)


def _dig(data: Any, name: str) -> Any:
    for step in name.split("."):
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and step.isdigit() and int(step) < len(data):
            data = data[int(step)]
        else:
            return None
    return data
