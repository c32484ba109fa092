"""Money before reception: one clock at every moment, filing time and the desk's hours begin with the money."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.government.dossiers.rules.test_codes_due_counting import CAL, MON
from tinhso.government.dossiers.rules.due import citizen_deadline, reception_due
from tinhso.government.dossiers.rules.prepayment import Clock, Money, awaited, turned


@pytest.mark.parametrize(
    ("fees", "waits"),
    [
        ([], False),
        ([Money("before", 8000)], True),
        ([Money("before", 8000, 3000)], True),
        ([Money("before", 8000, 8000)], False),
        ([Money("before", 8000, 0, waived=True)], False),
        ([Money("before", 0)], False),
        ([Money("before", None)], False),
        ([Money("on_result", 8000), Money("", 5000)], False),
        ([Money("", 5000), Money("before", 1)], True),
    ],
)
def test_what_holds_up_the_reception(fees: list[Money], waits: bool) -> None:
    assert awaited(fees) is waits


def turn(clock: Clock, *, waits: bool, paid_at: datetime, moment: datetime) -> Clock:
    return turned(CAL, clock, waits=waits, paid_at=paid_at, moment=moment, hours=8, days=3)


BEGUN = Clock(MON, reception_due(CAL, MON), None)
WAITING = Clock(MON, None, citizen_deadline(CAL, MON, 3))
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("clock", "waits", "paid_at", "after"),
    [
        (BEGUN, False, MON, BEGUN),
        (BEGUN, True, MON, Clock(MON, None, citizen_deadline(CAL, MON + 5 * HOUR, 3))),
        (WAITING, True, MON, WAITING),
        (WAITING, False, MON + HOUR, Clock(MON + HOUR, reception_due(CAL, MON + HOUR), None)),
        # The bank's clock is ahead of ours, or behind the filing: neither gives or takes time.
        (WAITING, False, MON + 90 * HOUR, Clock(MON + 5 * HOUR, reception_due(CAL, MON + 5 * HOUR), None)),
        (WAITING, False, MON - HOUR, Clock(MON, reception_due(CAL, MON), None)),
    ],
)
def test_how_the_clock_turns(clock: Clock, waits: bool, paid_at: datetime, after: Clock) -> None:
    assert turn(clock, waits=waits, paid_at=paid_at, moment=MON + 5 * HOUR) == after


@given(st.lists(st.tuples(st.booleans(), st.integers(-500, 5000), st.integers(1, 3000)), max_size=12))
def test_there_are_never_two_clocks(acts: list[tuple[bool, int, int]]) -> None:
    clock, moment = BEGUN, MON
    for waits, paid, later in acts:
        moment += timedelta(minutes=later)
        before = clock
        clock = turn(clock, waits=waits, paid_at=MON + timedelta(minutes=paid), moment=moment)
        assert (clock.pay_by is None) != (clock.reception_due is None)
        assert (clock.pay_by is not None) == waits
        assert before.filed_at <= clock.filed_at <= moment
        assert turn(clock, waits=waits, paid_at=moment, moment=moment) == clock
