"""What a share of many measurements did not pass."""

from __future__ import annotations

from collections.abc import Sequence

SHARES = (0.5, 0.95, 0.99)


def percentile(every: Sequence[float], share: float) -> float:
    """The value that this share (0 to 1) of at least one measurement did not pass."""
    ordered = sorted(every)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
