"""What the indices measure, where that room knows a measure of this name; otherwise a target goes by report alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from tinhso.government.directives.rules.path import Point

_DOOR = "tinhso.government.indices.api"


def _door() -> Any:
    """The room's door; None where this site has no such room."""
    try:
        return import_module(_DOOR) if find_spec(_DOOR) else None
    except ModuleNotFoundError:
        return None


def measured(measure: str, agency_id: UUID | None, today: date) -> list[Point]:
    """The measured values of a measure in order of days; empty where nothing measures it."""
    door = _door() if measure else None
    told = getattr(door, "measured_values", None)
    if told is None:
        return []
    return sorted(
        (Point(day, Decimal(value)) for day, value in told(measure, agency_id, today)),
        key=lambda point: point.day,
    )
