"""When a dossier's clock stands still, and how much of its time is left then. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from tinhso.foundation.worktime.api import Calendar
from tinhso.government.dossiers.rules.transitions import FINANCIAL, STOPPED, SUPPLEMENT


class Still(StrEnum):
    """What happens to the time once the wait ends."""

    KEEPS = "keeps"  # what is left runs on
    ANEW = "anew"  # the whole limit starts again
    UNSTARTED = "unstarted"  # no limit was running yet: reception starts its hours again


@dataclass(frozen=True)
class Standstill:
    """A clock that stands. `left`: working hours to the due moment when it stopped, negative when it had passed."""

    kind: Still
    left: Decimal | None = None


def standstill(state: int, *, accepted: bool, policy: str = "") -> Still | None:
    """How the clock of a dossier in that state stands; None while it runs or has ended.

    `policy` is that of the open supplement request: `none` lets the clock run on, `restart` starts it anew.
    """
    if state in (FINANCIAL, STOPPED):
        return Still.KEEPS
    if state != SUPPLEMENT:
        return None
    if not accepted:
        return Still.UNSTARTED
    return {"shift": Still.KEEPS, "restart": Still.ANEW}.get(policy)


def left(
    kind: Still | None, calendar: Calendar, due: datetime | None, *moments: datetime | None
) -> Standstill | None:
    """The standstill with what is left: from the last of the moments (the pause, a step's opening) to `due`."""
    if kind is None:
        return None
    known = [moment for moment in moments if moment is not None]
    if kind is not Still.KEEPS or due is None or not known:
        return Standstill(kind)
    return Standstill(kind, calendar.hours_between(max(known), due))


def late(due: datetime | None, now: datetime, pause: Standstill | None) -> bool:
    """True when the due moment has passed; of a clock that stands, when it had passed before it stopped."""
    if pause is not None:
        return pause.left is not None and pause.left < 0
    return due is not None and due < now
