"""When a failed delivery is tried again."""

from __future__ import annotations

MOST_ATTEMPTS = 8
_FIRST = 30
_LONGEST = 3 * 3600


def wait_seconds(attempts: int) -> int | None:
    """Seconds until the next try after `attempts` failed ones; None when it is given up (after ~4 hours)."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(_FIRST * int(2 ** max(attempts - 1, 0)) * 2, _LONGEST)
