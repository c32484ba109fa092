"""Moments of the old contract: `yyyyMMddHHmmss`, twenty-four hours, Asia/Ho_Chi_Minh, whole seconds."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_FORM = "%Y%m%d%H%M%S"


def told(moment: datetime | None) -> str:
    """The moment as the contract writes it; empty when there is none."""
    return f"{moment.astimezone(ZONE):%Y%m%d%H%M%S}" if moment else ""


def read(text: str) -> datetime | None:
    """A moment that the contract wrote; None for an empty or unreadable text."""
    try:
        return datetime.strptime(text, _FORM).replace(tzinfo=ZONE) if len(text) == 14 else None
    except ValueError:
        return None
