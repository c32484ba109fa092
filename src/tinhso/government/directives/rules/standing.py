"""How a task stands against its deadline: a pure table over the share of time used and the progress reported.

The table is the platform's own; a province may set another (directives/rules.toml).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from tinhso.government.directives.rules.moves import ACCEPTED, CANCELLED, CLOSED, REPORTED

# From this percentage of the time used on, at least this percentage must be reported; below it, it is at risk.
Table = Sequence[tuple[int, int]]
TABLE: Table = ((50, 20), (75, 50), (90, 80))
# So many days before the deadline the holder is reminded.
REMIND = (7, 3, 1)
OVERDUE, AT_RISK, SOON, FINE, WAITING = "overdue", "at_risk", "soon", "fine", "waiting"
ON_TIME, LATE, DROPPED = "on_time", "late", "dropped"
STANDINGS: dict[str, str] = {
    OVERDUE: "Quá hạn",
    AT_RISK: "Nguy cơ trễ",
    SOON: "Sắp đến hạn",
    FINE: "Trong hạn",
    WAITING: "Chờ nghiệm thu",
    ON_TIME: "Xong đúng hạn",
    LATE: "Xong trễ hạn",
    DROPPED: "Đã hủy",
}


def used(begun: datetime, due: datetime, now: datetime) -> int:
    """The percentage of the time from `begun` to `due` that has passed: 0 to 100, whole, rounded down."""
    whole = (due - begun).total_seconds()
    if whole <= 0:
        return 100
    return max(0, min(100, int(100 * (now - begun).total_seconds() / whole)))


def needed(share: int, table: Table = TABLE) -> int:
    """The progress that must be reported once this share of the time is used."""
    return max((least for from_share, least in table if share >= from_share), default=0)


def standing(
    state: str,
    *,
    begun: datetime,
    due: datetime,
    now: datetime,
    progress: int = 0,
    reported: datetime | None = None,
    table: Table = TABLE,
) -> str:
    """One of STANDINGS. What was done counts by the moment it was reported, not when somebody accepted it."""
    if state == CANCELLED:
        return DROPPED
    if state == ACCEPTED:
        return ON_TIME if reported is not None and reported <= due else LATE
    if state == REPORTED and reported is not None and reported <= due:
        return WAITING
    if now > due:
        return OVERDUE
    if progress < needed(used(begun, due, now), table):
        return AT_RISK
    return SOON if due - now <= timedelta(days=max(REMIND)) else FINE


def next_moment(
    state: str, *, due: datetime, answer_by: datetime, milestones: Iterable[datetime], now: datetime
) -> datetime | None:
    """By when the holder must do the next thing; None once it is closed, never otherwise.

    `answer_by`: until when an assignment is received, or a report judged. A past deadline stays the next moment.
    """
    if state in CLOSED:
        return None
    if state == REPORTED:
        return answer_by
    if state == "assigned":
        return min(answer_by, due)
    return min((at for at in milestones if now < at < due), default=due)


def reminders(due: date, today: date, before: Sequence[int] = REMIND) -> int | None:
    """Which reminder is due today: the smallest number of days that is reached; None before the first, or after it."""
    left = (due - today).days
    return min((days for days in before if left <= days), default=None) if left >= 0 else None
