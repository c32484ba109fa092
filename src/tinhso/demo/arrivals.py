"""When people come: more on Mondays, in the morning, online also in the evening and on Sundays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BY_WEEKDAY = (1.35, 1.1, 1.0, 1.0, 0.95, 0.15, 0.12)
HOURS_AT_DESK = ((7, 10), (8, 22), (9, 20), (10, 14), (13, 8), (14, 15), (15, 9), (16, 2))
HOURS_ONLINE = (
    (6, 2),
    (7, 6),
    (8, 12),
    (9, 12),
    (10, 10),
    (11, 6),
    (12, 6),
    (13, 6),
    (14, 9),
    (15, 8),
    (16, 6),
    (17, 3),
    (19, 5),
    (20, 8),
    (21, 6),
    (22, 2),
)
ONLINE_SHARE = 0.62


def moments(random: Random, first: date, last: date, count: int) -> list[tuple[datetime, str]]:
    """`count` arrivals (moment, channel) from the first day to the last, in order of time."""
    days = list(_days(first, last))
    weights = [BY_WEEKDAY[day.weekday()] for day in days]
    found = []
    for day in random.choices(days, weights, k=count):
        channel = _channel(random, day)
        hours = HOURS_ONLINE if channel == "ONLINE" else HOURS_AT_DESK
        hour = random.choices([h for h, _w in hours], [w for _h, w in hours])[0]
        moment = datetime.combine(day, time(hour, random.randrange(60), random.randrange(60)), ZONE)
        found.append((moment, channel))
    return sorted(found)


def _channel(random: Random, day: date) -> str:
    if day.weekday() >= 5 or random.random() < ONLINE_SHARE:
        return "ONLINE"
    return "POSTAL" if random.random() < 0.05 else "DIRECT"


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
