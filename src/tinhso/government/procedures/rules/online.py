"""How far a service is online, by the law of the day: four levels until 2022, two since.

Nghị định 43/2011/NĐ-CP knew mức độ 1 (information), 2 (forms to print), 3 (file online, pay and receive at the
desk or online) and 4 (all online). Nghị định 42/2022/NĐ-CP, in force 15/08/2022, knows một phần and toàn trình;
what is neither is not an online service. Pure: no tables, no clock.
"""

from __future__ import annotations

from datetime import date

SINCE = date(2022, 8, 15)
EARLIER = ("1", "2", "3", "4")
PRESENT = ("none", "partial", "full")
# What an earlier level comes to: only levels 3 and 4 take a filing.
_NOW = {"1": "none", "2": "none", "3": "partial", "4": "full"}
_THEN = {"none": "2", "partial": "3", "full": "4"}


def levels_on(day: date) -> tuple[str, ...]:
    """The levels that the law of a day knows."""
    return PRESENT if day >= SINCE else EARLIER


def filing(level: str) -> str:
    """What a level lets people do in today's words: none, partial or full; KeyError for no level."""
    return level if level in PRESENT else _NOW[level]


def without_filing(day: date) -> str:
    """The level of a day at which people learn and print but do not file."""
    return "none" if day >= SINCE else "2"


def named_on(level: str, day: date) -> str:
    """The level as the law of a day names it: an opening keeps its meaning when the law changes its name."""
    if day >= SINCE:
        return filing(level)
    return level if level in EARLIER else _THEN[level]
