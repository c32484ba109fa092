"""The moments that the conditions of worklists compare with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import calendar, day_bounds, now


@dataclass(frozen=True)
class Moments:
    """`now`, the day it belongs to (from midnight to midnight), and before when a last movement means silence."""

    now: datetime
    day_start: datetime
    day_end: datetime
    silent_since: datetime

    @classmethod
    def of_now(cls) -> Moments:
        """As they are now."""
        moment = now()
        return cls(moment, *day_bounds(moment.date()), _silent_since(moment))

    @classmethod
    def given(cls, values: Any) -> Moments:
        """From the values that `lib.composed` hands over, under the names of the fields."""
        return cls(values["now"], values["day_start"], values["day_end"], values["silent_since"])


def _silent_since(moment: datetime) -> datetime:
    """n working hours back."""
    hours = Decimal(setting("silent_hours"))
    cal = calendar()
    day = moment
    for _day in range(400):
        if cal.hours_between(day, moment) >= hours:
            break
        day -= timedelta(days=1)
    return cal.add_hours(day, cal.hours_between(day, moment) - hours)
