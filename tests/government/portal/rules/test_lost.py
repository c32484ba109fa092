"""Runs of numbers that never came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.portal.rules.lost import gaps, without

NUMBERS = st.lists(st.integers(1, 40), max_size=30)


@pytest.mark.parametrize(
    ("numbers", "begins_at", "found"),
    [
        ([], 1, []),
        ([1, 2, 3], 1, []),
        ([3], 1, [(1, 2)]),
        ([5, 1, 2, 9], 1, [(3, 4), (6, 8)]),
        # The last one is missed only when a later one comes.
        ([100, 102], 100, [(101, 101)]),
    ],
)
def test_gaps(numbers: list[int], begins_at: int, found: list[tuple[int, int]]) -> None:
    assert gaps(numbers, begins_at) == found


@given(NUMBERS)
def test_every_number_came_or_lacks(numbers: list[int]) -> None:
    lacking = {n for first, last in gaps(numbers) for n in range(first, last + 1)}
    assert lacking | set(numbers) == set(range(1, max(numbers, default=0) + 1))
    assert lacking.isdisjoint(numbers)


@given(NUMBERS, st.lists(st.tuples(st.integers(1, 40), st.integers(0, 5)), max_size=8))
def test_what_is_taken_is_left_out_and_nothing_else(numbers: list[int], spans: list[tuple[int, int]]) -> None:
    taken = [(a, a + length) for a, length in spans]
    left = {n for first, last in without(gaps(numbers), taken) for n in range(first, last + 1)}
    lacking = {n for first, last in gaps(numbers) for n in range(first, last + 1)}
    assert left == {n for n in lacking if not any(a <= n <= b for a, b in taken)}
