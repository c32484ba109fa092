"""Where people file online on a day."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from tinhso.foundation.province.queries import setting


def front_door(on: date | None = None) -> str:
    """The door of the day by law, or the one that a demonstration shows."""
    shown: str = settings.TINHSO_FRONT_DOOR
    return shown or str(setting("front_door", on))
