"""A record as it is stored and compared: plain JSON in one fixed form, and its digest."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal
from hashlib import sha256
from typing import Any

from tinhso.government.catalogue.rules.shapes import (
    DocumentCase,
    DocumentItem,
    Method,
    Record,
    ResultPaper,
)


def to_json(record: Record) -> dict[str, Any]:
    """The record as JSON; a limit is [number as text, unit]. What the source left empty is left out."""
    whole = asdict(record)
    for method in whole["methods"]:
        if method["limit"] is not None:
            value, unit = method["limit"]
            method["limit"] = [str(value), unit]
    return {key: _bare(value) for key, value in whole.items() if value not in ("", ())}


def _bare(value: Any) -> Any:
    """Tuples as lists, as JSON gives them back."""
    if isinstance(value, list | tuple):
        return [_bare(each) for each in value]
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items()}
    return value


def from_json(data: dict[str, Any]) -> Record:
    """The record that `to_json` stored; `from_json(to_json(r)) == r`."""
    lists: dict[str, Any] = {
        "methods": tuple(_method(each) for each in data.get("methods", ())),
        "documents": tuple(
            DocumentCase(
                each["case"], tuple(DocumentItem(**item) for item in each["items"]), each.get("text", "")
            )
            for each in data.get("documents", ())
        ),
        "results": tuple(ResultPaper(**each) for each in data.get("results", ())),
    }
    for key in ("levels", "subjects", "legal_codes"):
        lists[key] = tuple(data.get(key, ()))
    return Record(**{**data, **lists})


def _method(data: dict[str, Any]) -> Method:
    limit = data["limit"]
    return Method(**{**data, "limit": (Decimal(limit[0]), limit[1]) if limit else None})


def digest(stored: dict[str, Any]) -> str:
    """The fingerprint of a stored record: two records with the same digest say the same."""
    text = json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """Field by field what two stored records say differently, in the order of `Record`:
    [{"field", "before", "after"}], with None where one is silent."""
    return [
        {"field": name, "before": before.get(name), "after": after.get(name)}
        for name in Record.__dataclass_fields__
        if before.get(name) != after.get(name)
    ]
