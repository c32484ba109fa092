"""Runs of numbers (first, last) that never came, and what of them is already somebody's business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Run = tuple[int, int]


def gaps(numbers: Iterable[int], begins_at: int = 1) -> list[Run]:
    """The runs that lack between `begins_at` and the highest number that came; `numbers` in any order."""
    found = []
    expected = begins_at
    for number in sorted(set(numbers)):
        if number > expected:
            found.append((expected, number - 1))
        expected = max(expected, number + 1)
    return found


def without(runs: Sequence[Run], taken: Iterable[Run]) -> list[Run]:
    """The runs less what `taken` covers, in order."""
    left = sorted(runs)
    for low, high in taken:
        left = [part for run in left for part in _less(run, low, high)]
    return left


def _less(run: Run, low: int, high: int) -> list[Run]:
    first, last = run
    if high < first or low > last:
        return [run]
    return [(a, b) for a, b in ((first, low - 1), (high + 1, last)) if a <= b]
