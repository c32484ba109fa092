"""When people come: by season, weekday and hour, more before a long break, and by which door.

The share of online filings is what the province published for 2024 (62 %). How days and hours differ is our own
estimate of a counter's week; no source states it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ONLINE, DIRECT, POSTAL = "ONLINE", "DIRECT", "POSTAL"
# On a working day; on days off everybody who files does so online, which makes 62 % of a year.
ONLINE_SHARE = 0.60
POSTAL_SHARE = 0.05
# Of what counts as online, this was typed by staff for somebody who stood before them.
STAFF_TYPED = 0.18
MONDAY_TO_FRIDAY = (1.35, 1.1, 1.0, 1.0, 0.95)
DAY_OFF = 0.13
# A break of so many days off (Tết): people bring things to an end before it, and come back slowly.
LONG_BREAK = 5
BEFORE, AFTER = 12, 4
RUSH, RETURN = 0.9, 0.35
MONTHS = (1.0, 0.9, 1.05, 1.0, 1.0, 1.05, 1.05, 1.1, 1.05, 1.0, 0.95, 0.95)
AT_DESK = ((7, 10), (8, 22), (9, 20), (10, 14), (13, 8), (14, 15), (15, 9), (16, 2))
AT_HOME = ((6, 2), (7, 6), (8, 12), (9, 12), (10, 10), (11, 6), (12, 6), (13, 6), (14, 9), (15, 8), (16, 6), (17, 3),
           (19, 5), (20, 8), (21, 6), (22, 2))  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """Somebody files: when, by which door, and whether a member of staff types it for them."""

    serial: int
    moment: datetime
    channel: str
    staff_typed: bool = False


def arrivals(
    random: Random, first: date, days: int, count: int, works: Callable[[date], bool]
) -> list[Arrival]:
    """`count` filings over so many days from the first, in order of time; the same Random gives the same ones.

    `works` says of a day whether the province works.
    """
    every = [first + timedelta(days=offset) for offset in range(days)]
    chosen = sorted(random.choices(every, weights(every, works), k=count)) if every else []
    found = sorted((_moment(random, day, works(day)) for day in chosen), key=lambda one: one[0])
    return [Arrival(serial, *one) for serial, one in enumerate(found)]


def weights(days: list[date], works: Callable[[date], bool]) -> list[float]:
    """How busy each day is against a plain Wednesday."""
    return [_weight(day, works) for day in days]


def _weight(day: date, works: Callable[[date], bool]) -> float:
    month = MONTHS[day.month - 1]
    if not works(day):
        return month * DAY_OFF * (0.3 if break_length(day, works) >= LONG_BREAK else 1.0)
    plain = month * (MONDAY_TO_FRIDAY[day.weekday()] if day.weekday() < 5 else 1.0)
    ahead = _until_break(day, works, 1, BEFORE)
    if ahead is not None:
        plain *= 1 + RUSH * (1 - (ahead - 1) / BEFORE)
    behind = _until_break(day, works, -1, AFTER)
    if behind is not None:
        plain *= 1 - RETURN * (1 - (behind - 1) / AFTER)
    return plain


def break_length(day: date, works: Callable[[date], bool]) -> int:
    """How many days off in a row a day off belongs to; 0 for a working day."""
    if works(day):
        return 0
    length = 1
    for step in (timedelta(days=-1), timedelta(days=1)):
        near = day + step
        while not works(near) and length < 30:
            length += 1
            near += step
    return length


def _until_break(day: date, works: Callable[[date], bool], sign: int, most: int) -> int | None:
    """Days to the next (`sign` 1) or since the last long break; None when none is near."""
    for distance in range(1, most + 1):
        near = day + timedelta(days=sign * distance)
        if not works(near) and break_length(near, works) >= LONG_BREAK:
            return distance
    return None


def _moment(random: Random, day: date, works: bool) -> tuple[datetime, str, bool]:
    channel = ONLINE
    if works and random.random() >= ONLINE_SHARE:
        channel = POSTAL if random.random() < POSTAL_SHARE else DIRECT
    staff = works and channel == ONLINE and random.random() < STAFF_TYPED
    hours = AT_HOME if channel == ONLINE and not staff else AT_DESK
    hour = random.choices([h for h, _weight in hours], [w for _hour, w in hours])[0]
    moment = datetime.combine(day, time(hour, random.randrange(60), random.randrange(60)), ZONE)
    return moment, channel, staff


def by_day(every: list[Arrival]) -> Iterator[tuple[date, list[Arrival]]]:
    """The arrivals of each day that has some, in order."""
    held: list[Arrival] = []
    for one in every:
        if held and one.moment.date() != held[0].moment.date():
            yield held[0].moment.date(), held
            held = []
        held.append(one)
    if held:
        yield held[0].moment.date(), held
