"""A standing clock: which states and policies stop it, and what is left when it stopped."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from tinhso.foundation.worktime.api import ZONE, HoursPeriod, build
from tinhso.government.dossiers.rules.standstill import Standstill, Still, late, left, standstill

CALENDAR = build([HoursPeriod(date(2019, 1, 1), ((time(7), time(11, 30)), (time(13, 30), time(17))))], {})


def monday(hour: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("state", "accepted", "policy", "expected"),
    [
        (1, False, "", None),
        (2, True, "", None),
        (4, True, "", None),
        (5, False, "none", Still.UNSTARTED),
        (5, True, "shift", Still.KEEPS),
        (5, True, "restart", Still.ANEW),
        (5, True, "none", None),
        (6, True, "", Still.KEEPS),
        (8, True, "", Still.KEEPS),
        (9, True, "", None),
        (10, True, "", None),
    ],
)
def test_which_clock_stands(state: int, accepted: bool, policy: str, expected: Still | None) -> None:
    assert standstill(state, accepted=accepted, policy=policy) is expected


@pytest.mark.parametrize(
    ("kind", "due", "moments", "hours"),
    [
        (Still.KEEPS, monday(17), (monday(8),), Decimal(7)),
        (Still.KEEPS, monday(17, 24), (monday(8), monday(7, 24)), Decimal(8)),  # opened after the pause
        (Still.KEEPS, monday(8), (monday(10),), Decimal(-2)),
        (Still.KEEPS, None, (monday(8),), None),
        (Still.KEEPS, monday(17), (None,), None),
        (Still.ANEW, monday(17), (monday(8),), None),
        (Still.UNSTARTED, monday(17), (monday(8),), None),
    ],
)
def test_what_is_left(
    kind: Still, due: datetime | None, moments: tuple[datetime | None, ...], hours: Decimal | None
) -> None:
    found = left(kind, CALENDAR, due, *moments)
    assert found is not None
    assert (found.kind, found.left) == (kind, hours)


def test_a_running_clock_has_no_standstill() -> None:
    assert left(None, CALENDAR, monday(17), monday(8)) is None


@pytest.mark.parametrize(
    ("due", "pause", "expected"),
    [
        (None, None, False),
        (monday(8), None, True),
        (monday(17), None, False),
        (monday(8), Standstill(Still.KEEPS, Decimal(1)), False),
        (monday(8), Standstill(Still.KEEPS, Decimal(-1)), True),
        (monday(8), Standstill(Still.ANEW), False),
    ],
)
def test_what_stands_is_late_only_if_it_was(
    due: datetime | None, pause: Standstill | None, expected: bool
) -> None:
    assert late(due, monday(12), pause) is expected
