"""How statistics count a dossier (domain reference, section 7, "Counting used in statistics")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tinhso.government.dossiers.rules import transitions as t

DUE_SOON = timedelta(hours=24)


class Bucket(StrEnum):
    """Exactly one per dossier."""

    NOT_RECEIVED = "not_received"
    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"
    RETURNED_ON_TIME = "withdrawn"
    IN_PROCESS = "in_process"
    IN_PROCESS_OVERDUE = "in_process_overdue"
    SUPPLEMENT = "supplement"
    PAUSED = "paused"


@dataclass(frozen=True)
class Counted:
    """What counting needs of a dossier."""

    state: int
    accepted_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None


def bucket(dossier: Counted, period_end: datetime) -> Bucket:
    """Where a dossier is counted at the end of a period.

    States 1 and 3 (and whatever was never accepted) are not received; 9 and 10 are done: early before due,
    on time when equal or without a due moment, else overdue; 7 counts on time; 5 is supplement; 6 and 8 are
    paused; 2 and 4 are in process, overdue when due before the period's end.
    """
    if dossier.state in (t.NEW, t.REFUSED) or dossier.accepted_at is None:
        return Bucket.NOT_RECEIVED
    if dossier.state in (t.DONE, t.RETURNED):
        return finished(dossier.finished_at, dossier.due_at)
    if dossier.state == t.WITHDRAWN:
        return Bucket.RETURNED_ON_TIME
    if dossier.state == t.SUPPLEMENT:
        return Bucket.SUPPLEMENT
    if dossier.state in (t.FINANCIAL, t.STOPPED):
        return Bucket.PAUSED
    if dossier.due_at is not None and dossier.due_at < period_end:
        return Bucket.IN_PROCESS_OVERDUE
    return Bucket.IN_PROCESS


def finished(finish: datetime | None, due: datetime | None) -> Bucket:
    """Early, on time or overdue of a finished dossier."""
    if due is None or finish is None or finish == due:
        return Bucket.ON_TIME
    return Bucket.EARLY if finish < due else Bucket.OVERDUE


def due_soon(due: datetime | None, now: datetime) -> bool:
    """Due within 24 hours and not yet past."""
    return due is not None and now <= due <= now + DUE_SOON
