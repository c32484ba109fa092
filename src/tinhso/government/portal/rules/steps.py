"""Which step of the dossier an act belongs to: when it was opened, and until when it had to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

# The acts that begin something; where one act after another is recorded in one go, theirs is the earlier step.
BEGINNING = frozenset({"file", "receive", "accept", "hand_over"})


@dataclass(frozen=True)
class Holding:
    """One step of the control slip; open while `done_at` is None."""

    id: str
    opened_at: datetime
    due_at: datetime
    done_at: datetime | None = None


def of_act(
    verb: str, at: datetime, since: datetime | None, holdings: Sequence[Holding], named: str = ""
) -> Holding | None:
    """The step an act belongs to; None where nobody held the dossier then (the act has no step to tell).

    `holdings` in their order; `since` is the moment of the act before, `named` the step that the act itself names.
    What the act ended comes first, then what was open when it was done, the one due first of several.
    """
    by_name = [one for one in holdings if named and one.id == named]
    if by_name:
        return by_name[0]
    ended = [one for one in holdings if one.done_at is not None and _within(one.done_at, since, at)]
    if ended:
        return ended[0] if verb in BEGINNING else ended[-1]
    held = [one for one in holdings if one.opened_at <= at and (one.done_at is None or one.done_at > at)]
    return min(held, key=lambda one: one.due_at, default=None)


def _within(moment: datetime, since: datetime | None, until: datetime) -> bool:
    return (since is None or moment > since) and moment <= until
