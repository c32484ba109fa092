"""The head of procedure.toml when a draft becomes a version: its day and decision, comments kept."""

from __future__ import annotations

from datetime import date

import tomlkit
from tomlkit.exceptions import TOMLKitError


def dated(text: str, valid_from: date, decision: str) -> str:
    """The text with the version's first day, no last day, and the decision that it is published under.

    Text that is no TOML is left as it is: the check tells its fault.
    """
    try:
        document = tomlkit.parse(text)
        document["valid_from"] = tomlkit.date(valid_from.isoformat())
        document.pop("valid_to", None)
        if decision:
            document["decision"] = decision
        return tomlkit.dumps(document)
    except (TOMLKitError, ValueError):
        return text


def day_of(text: str) -> date | None:
    """The first day that the text names; None when it names none."""
    try:
        found = tomlkit.parse(text).unwrap().get("valid_from")
    except (TOMLKitError, ValueError):
        return None
    return found if isinstance(found, date) else None
