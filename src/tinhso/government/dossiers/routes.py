"""Where the paper of a dossier goes whose competent agency is elsewhere: asked of the room that keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Reception:
    """One reception at a desk: who received, who decides, for which unit and procedure, on which day."""

    received_id: UUID
    competent_id: UUID
    unit_code: str
    procedure_code: str
    day: date


Judge = Callable[[Reception], UUID | None]
_JUDGES: list[Judge] = []


def register_route(judge: Judge) -> None:
    """Have `judge(reception)` asked at each reception over the counter.

    It answers with the desk to which the paper is handed over, None where the desk receives for the competent
    agency anyway, and raises Refused where nobody is configured to take it.
    """
    if judge not in _JUDGES:
        _JUDGES.append(judge)


def route_of(reception: Reception) -> UUID | None:
    """The desk that takes the paper over; None: it stays where it was received."""
    for judge in _JUDGES:
        found = judge(reception)
        if found is not None:
            return found
    return None
