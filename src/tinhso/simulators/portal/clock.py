"""The simulator's own time: the machine's, or a world that started at another moment."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
COMPACT = "%Y%m%d%H%M%S"


class Clock:
    """Ticks like the machine's clock, a fixed span apart from it."""

    def __init__(self, starts_at: str = "") -> None:
        begun = datetime.fromisoformat(starts_at) if starts_at else None
        if begun is not None and begun.tzinfo is None:
            begun = begun.replace(tzinfo=ZONE)
        self._apart = begun.timestamp() - time.time() if begun else 0.0

    def now(self) -> datetime:
        """This moment, in the province's zone."""
        return datetime.fromtimestamp(time.time() + self._apart, ZONE)


def compact(moment: datetime) -> str:
    """A moment as the contract writes it."""
    return moment.astimezone(ZONE).strftime(COMPACT)
