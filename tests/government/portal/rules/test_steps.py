"""Which step an act belongs to."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.portal.rules.moments import ZONE
from tinhso.government.portal.rules.steps import Holding, of_act

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


def hour(n: int) -> datetime:
    return NINE + timedelta(hours=n)


DESK = Holding("desk", hour(0), hour(8), hour(1))
LOOK = Holding("look", hour(1), hour(20), hour(3))
ASKED = Holding("asked", hour(1), hour(10), hour(4))
SIGN = Holding("sign", hour(3), hour(30))


@pytest.mark.parametrize(
    ("verb", "at", "since", "named", "step"),
    [
        ("file", 0, None, "", DESK),
        # What an act ended is its step, however much else was open.
        ("accept", 1, 0, "", DESK),
        ("complete_step", 3, 1, "", LOOK),
        # Recorded in one go with what ended the step before: the earlier one for what begins, the later for what ends.
        ("hand_over", 3, 0, "", DESK),
        ("finish", 3, 0, "", LOOK),
        ("complete_step", 3, 1, "asked", ASKED),
        # Nothing ended: the one that is due first of those that are open.
        ("request_supplement", 2, 1, "", ASKED),
        ("stop", 6, 4, "", SIGN),
        ("complete_step", 6, 4, "gone", SIGN),
    ],
)
def test_the_step_of_an_act(verb: str, at: int, since: int | None, named: str, step: Holding) -> None:
    before = hour(since) if since is not None else None
    assert of_act(verb, hour(at), before, [DESK, LOOK, ASKED, SIGN], named) == step


def test_where_nobody_held_it_no_step_is_told() -> None:
    assert of_act("withdraw", hour(9), hour(8), [DESK, LOOK]) is None
    assert of_act("file", hour(0), None, []) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6), st.integers(0, 12))
def test_no_act_belongs_to_a_step_that_was_not_begun(spans: list[tuple[int, int]], at: int) -> None:
    holdings = [
        Holding(str(n), hour(a), hour(a + 8), hour(a + length)) for n, (a, length) in enumerate(spans)
    ]
    found = of_act("complete_step", hour(at), hour(at - 1), holdings)
    assert found is None or found.opened_at <= hour(at)
