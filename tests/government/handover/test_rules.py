"""Moves of the post, pauses and strokes by table; production and the simulated wallet."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.conf.production import environment_faults
from tinhso.government.handover.rules.postal import HOURS, MOVES, OPEN, after
from tinhso.government.handover.rules.retry import PAUSES, wait_seconds
from tinhso.government.handover.rules.strokes import path, read
from tinhso.government.handover.wallet import SIMULATOR

GOOD = [[10, 10, 20, 30, 40, 50, 60, 70], [1, 1, 2, 2, 3, 3, 600, 200]]


@pytest.mark.parametrize(
    ("verb", "state", "target"),
    [
        ("post", "labelled", "posted"), ("drop", "labelled", "closed"), ("deliver", "posted", "delivered"),
        ("come_back", "posted", "came_back"), ("label", "came_back", "closed"), ("post", "posted", None),
        ("deliver", "labelled", None), ("deliver", "delivered", None), ("come_back", "delivered", None),
    ],
)  # fmt: skip
def test_moves_of_the_post(verb: str, state: str, target: str | None) -> None:
    assert after(verb, state) == target


def test_every_open_state_has_a_deadline_and_a_way_on() -> None:
    assert set(HOURS) == set(OPEN)
    assert {before for _verb, before in MOVES} == set(OPEN)


def test_pauses_grow_and_end() -> None:
    waits = [wait_seconds(n) for n in range(1, len(PAUSES) + 2)]
    assert waits[:-1] == sorted(PAUSES)
    assert waits[-1] is None


@pytest.mark.parametrize(
    ("told", "good"),
    [
        (GOOD, True), (None, False), ([], False), ([[1, 1]], False), ([[1, 1, 2]], False), ("x", False),
        ([[601, 1] * 9], False), ([[1, 201] * 9], False), ([[1.5, 1] * 9], False), ([[True, 1] * 9], False),
        ([[1, 1] * 4001], False),
    ],
)  # fmt: skip
def test_what_is_a_signature(told: Any, good: bool) -> None:
    assert (read(told) is not None) is good


@given(
    st.recursive(st.none() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=4))
)
def test_nothing_that_is_sent_breaks_the_reader(told: Any) -> None:
    found = read(json.loads(json.dumps(told)))
    assert found is None or path(found).startswith("M")


def test_production_refuses_the_simulated_wallet() -> None:
    env = {"TINHSO_ENV": "production", "TINHSO_WALLET_ADAPTER": SIMULATOR}
    assert "wallet_simulated" in {fault.code for fault in environment_faults(env)}
    assert "wallet_simulated" not in {
        fault.code for fault in environment_faults({**env, "TINHSO_WALLET_ADAPTER": "tinh.vi.gui"})
    }
