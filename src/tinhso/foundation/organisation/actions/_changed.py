"""Setting only what differs."""

from __future__ import annotations

from typing import Any


def apply(row: Any, values: dict[str, Any]) -> bool:
    """Set what differs; True when something did."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)
