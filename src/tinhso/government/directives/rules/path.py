"""Is a target on its way? A straight line between the base and the target, through the milestones of the years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

REACHED, ON_TRACK, BEHIND, MISSED, UNKNOWN = "reached", "on_track", "behind", "missed", "unknown"
JUDGED: dict[str, str] = {
    REACHED: "Đã đạt",
    ON_TRACK: "Đúng lộ trình",
    BEHIND: "Chậm lộ trình",
    MISSED: "Không đạt khi hết hạn",
    UNKNOWN: "Chưa đủ số liệu",
}
UP, DOWN = "up", "down"


@dataclass(frozen=True)
class Point:
    """A value on a day."""

    day: date
    value: Decimal


def line(base: Point | None, milestones: Iterable[Point], target: Point) -> list[Point]:
    """The points of the way in order of days; what lies after the target's day is left out."""
    known = ([base] if base else []) + list(milestones)
    way = {point.day: point for point in known if point.day < target.day}
    return [*(way[day] for day in sorted(way)), target]


def expected(way: list[Point], on: date) -> Decimal | None:
    """The value that the way asks for on a day; None before its first point. After its end: the target."""
    if not way or on < way[0].day:
        return None
    for before, after in pairwise(way):
        if before.day <= on < after.day:
            share = Decimal((on - before.day).days) / Decimal((after.day - before.day).days)
            return before.value + (after.value - before.value) * share
    return way[-1].value


def judge(way: list[Point], value: Point | None, direction: str, today: date) -> str:
    """One of JUDGED, by the value against what the way asked for on the value's day."""
    if value is None or not way:
        return UNKNOWN
    target = way[-1]
    if not_worse(value.value, target.value, direction):
        return REACHED
    if today > target.day:
        return MISSED
    wanted = expected(way, value.day)
    if wanted is None or len(way) < 2:
        return UNKNOWN
    return ON_TRACK if not_worse(value.value, wanted, direction) else BEHIND


def not_worse(value: Decimal, wanted: Decimal, direction: str) -> bool:
    """True when the value is at least as good as wanted."""
    return value >= wanted if direction == UP else value <= wanted
