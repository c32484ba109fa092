"""When a document is tried again: pauses that grow; after the last, somebody has to look."""

from __future__ import annotations

PAUSES = (60, 300, 1800, 7200, 21600, 86400)


def wait_seconds(tries: int) -> int | None:
    """Seconds until the next try after so many; None when no more is made by itself."""
    return PAUSES[tries - 1] if 1 <= tries <= len(PAUSES) else None
