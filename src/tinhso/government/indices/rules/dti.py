"""How the provincial index of digital transformation (DTI) is reckoned, set by set.

Values are shares 0..1 (points over the maximum), as published with four digits; points are those of the set.
Sources: domain reference "indices", sections 2 to 4: the weights of 922/QĐ-BTTTT are published, the formulas of
2020 and of the pillars are derived and reproduce what was published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# 1726/QĐ-BTTTT (12/10/2020): of 1,000 points 400 for digital government, 300 economy, 300 society.
PILLARS_2020: Mapping[str, Decimal] = {"cqs": Decimal("0.4"), "kts": Decimal("0.3"), "xhs": Decimal("0.3")}

# 922/QĐ-BTTTT (20/05/2022): nine main indices; the sixth (smart city) is reported and not scored.
FOUNDATION: Mapping[str, int] = {
    "nhan_thuc": 100,
    "the_che": 100,
    "ha_tang": 100,
    "nhan_luc": 100,
    "attt": 100,
    "do_thi": 0,
}
ACTIVITY: Mapping[str, int] = {"hd_cqs": 200, "hd_kts": 150, "hd_xhs": 150}
MAIN: Mapping[str, int] = {**FOUNDATION, **ACTIVITY}
SCORED: tuple[str, ...] = tuple(key for key, points in MAIN.items() if points)
TOTAL = sum(MAIN.values())
FOUNDATION_POINTS = sum(FOUNDATION.values())
# A pillar is the whole foundation and one activity.
PILLARS: Mapping[str, str] = {"cqs": "hd_cqs", "kts": "hd_kts", "xhs": "hd_xhs"}

# Published values are rounded to four digits, and so is everything that they were made of.
TOLERANCE = Decimal("0.0001")
_FOUR = Decimal("0.0001")


class NotReckoned(ValueError):
    """The rule cannot be applied: a value is missing or lies outside 0..1."""


def dti_2020(pillars: Mapping[str, Decimal]) -> Decimal:
    """The value of 2020: 0.4 government + 0.3 economy + 0.3 society, unrounded."""
    return sum((weight * _share(pillars, key) for key, weight in PILLARS_2020.items()), Decimal(0))


def dti_2022(mains: Mapping[str, Decimal]) -> Decimal:
    """The value from 2021 on: points of the main indices over 1,000, unrounded. It is no sum of pillars."""
    return sum((MAIN[key] * _share(mains, key) for key in SCORED), Decimal(0)) / TOTAL


def pillars_of(mains: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The three pillars of 2021 on: the foundation and the pillar's own activity over the points of both."""
    foundation = sum((MAIN[key] * _share(mains, key) for key in FOUNDATION if MAIN[key]), Decimal(0))
    return {
        pillar: (foundation + MAIN[main] * _share(mains, main)) / (FOUNDATION_POINTS + MAIN[main])
        for pillar, main in PILLARS.items()
    }


@dataclass(frozen=True)
class Split:
    """Points of the foundation (of 500) and of the activities (of 200, 150, 150), reckoned back from pillars."""

    foundation: Decimal
    activity: Mapping[str, Decimal]

    @property
    def possible(self) -> bool:
        """True when every part lies within its maximum: the rule may hold for this row."""
        parts = [
            (self.foundation, FOUNDATION_POINTS),
            *((self.activity[key], ACTIVITY[key]) for key in ACTIVITY),
        ]
        return all(0 <= points <= most for points, most in parts)


def split(dti: Decimal, pillars: Mapping[str, Decimal]) -> Split:
    """The parts behind a value and its pillars (2021 on): four equations in four unknowns."""
    points = {
        pillar: (FOUNDATION_POINTS + MAIN[main]) * _share(pillars, pillar) for pillar, main in PILLARS.items()
    }
    foundation = (sum(points.values(), Decimal(0)) - TOTAL * _within(dti, "dti")) / (len(PILLARS) - 1)
    return Split(foundation, {main: points[pillar] - foundation for pillar, main in PILLARS.items()})


def merged(old: Sequence[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    """The main indices of a merged province: for each the plain mean of the old provinces' (DTI 2024)."""
    if not old:
        raise NotReckoned("merged")
    keys = set(old[0])
    if any(set(one) != keys for one in old):
        raise NotReckoned("merged")
    return {key: sum((_share(one, key) for one in old), Decimal(0)) / len(old) for key in old[0]}


@dataclass(frozen=True)
class Compared:
    """What was published, what the rule gives (four digits), and by how much they differ."""

    published: Decimal
    reckoned: Decimal
    difference: Decimal

    @property
    def agrees(self) -> bool:
        """True within the rounding of four digits."""
        return abs(self.difference) <= TOLERANCE


def compared(published: Decimal, exact: Decimal) -> Compared:
    """Set a published value beside the unrounded reckoned one."""
    return Compared(published, exact.quantize(_FOUR, ROUND_HALF_UP), exact - published)


def reckon(rule: str, values: Mapping[str, Decimal]) -> Decimal | None:
    """The value by the named rule (`2020` or `2022`), None where a part that it needs was not published."""
    wanted, rule_of = (tuple(PILLARS_2020), dti_2020) if rule == "2020" else (SCORED, dti_2022)
    return rule_of(values) if all(key in values for key in wanted) else None


def _share(values: Mapping[str, Decimal], key: str) -> Decimal:
    if key not in values:
        raise NotReckoned(key)
    return _within(values[key], key)


def _within(value: Decimal, key: str) -> Decimal:
    if not 0 <= value <= 1:
        raise NotReckoned(key)
    return value
