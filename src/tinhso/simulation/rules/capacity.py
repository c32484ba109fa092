"""When an officer gets round to something: one thing after the other, in working hours, and not on a sick day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Protocol

# Minutes of an officer's time, by what is done; our own estimate.
MINUTES = {"reception": 6, "appraise": 25, "review": 8, "approve": 4, "number": 2, "return": 4}
OTHER = 12
# One spell of sickness in about forty working days, of one to four days.
SICK = 0.025
LONGEST_SPELL = 4


class Hours(Protocol):
    """The working calendar, as far as it is needed here."""

    def is_working_day(self, day: date) -> bool:
        """True when the province works."""

    def add_hours(self, moment: datetime, hours: float) -> datetime:
        """The moment by which so many working hours have passed."""

    def next_day_start(self, moment: datetime) -> datetime:
        """The start of the next working day."""


@dataclass
class Capacity:
    """What each officer (by a key of text) is still busy with. The same seed gives the same sick days."""

    seed: int
    hours: Callable[[], Hours]
    free: dict[str, datetime] = field(default_factory=dict)

    def take(self, officer: str, ready: datetime, kind: str, random: Random) -> datetime:
        """When the officer is done with what lay ready at a moment; their time until then is taken."""
        start = max(ready, self.free.get(officer, ready))
        calendar = self.hours()
        while self.sick(officer, start.date()) or not calendar.is_working_day(start.date()):
            start = calendar.next_day_start(start)
        minutes = MINUTES.get(kind, OTHER) * random.uniform(0.5, 1.8)
        self.free[officer] = calendar.add_hours(start, round(minutes / 60, 4))
        return self.free[officer]

    def sick(self, officer: str, day: date) -> bool:
        """True when a spell that began on this day or shortly before lasts until it."""
        for back in range(LONGEST_SPELL):
            began = day - timedelta(days=back)
            chance = Random(f"{self.seed}/{officer}/{began.isoformat()}")  # noqa: S311 not a secret
            if chance.random() < SICK and chance.randrange(1, LONGEST_SPELL + 1) > back:
                return True
        return False
