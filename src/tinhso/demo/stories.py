"""Stories of the demonstration beside the many dossiers: each from its beginning to where it stands today.

The many dossiers live by chance; a newcomer must still find every page alive. A story is told in one
transaction, its acts at past moments, and never twice: a mark in var/ remembers how many were told.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from django.db import transaction

from tinhso.demo.filings import Sample
from tinhso.demo.officers import Staff
from tinhso.demo.people import MadeUpPerson, person
from tinhso.demo.run import DAYS, FIXED_DAY, standing_communes
from tinhso.foundation.worktime import api as worktime
from tinhso.lib.errors import Refused

MARK = "demo-stories"
# People of the stories come after those of the many dossiers.
FIRST_PERSON = 300


@dataclass
class Stage:
    """What a story is told with: the officers, the communes (the shown one first), and a clock of its own."""

    province: Path
    staff: Staff
    communes: list[str]
    clock: datetime
    # What each commune decides itself: read once, for reading every example costs more than a story.
    fit: dict[str, list[Sample]] = field(default_factory=dict)

    def starts(self, working_days_ago: int, hour: int = 8) -> None:
        """The story begins so many working days before today (at least one), at that hour."""
        calendar, day = worktime.calendar(), worktime.today()
        left = max(working_days_ago, 1)
        while left:
            day -= timedelta(days=1)
            left -= calendar.is_working_day(day)
        self.clock = datetime.combine(day, time(hour, 10), worktime.ZONE)

    def after(self, hours: float) -> AbstractContextManager[None]:
        """So many working hours later, and never later than now."""
        self.clock = min(worktime.calendar().add_hours(self.clock, hours), worktime.now())
        return worktime.at(self.clock)


Story = Callable[[Stage], None]


def someone(number: int) -> MadeUpPerson:
    """The same made-up person each time."""
    return person(Random(number), FIRST_PERSON + number, FIXED_DAY)  # noqa: S311


def tell(province: Path, stories: list[Story], mark: Path, seed: int) -> int:
    """Tell the stories that were not told yet, in order; how many were. A refused one is named and left out."""
    done = _told(mark)
    if done >= len(stories):
        return 0
    today = worktime.today()
    staff = Staff(Random(seed), today - timedelta(days=DAYS + 1))  # noqa: S311
    communes = standing_communes(today - timedelta(days=DAYS), today)
    mark.parent.mkdir(parents=True, exist_ok=True)
    stage = Stage(province, staff, communes, worktime.now())
    for number, story in enumerate(stories[done:], done + 1):
        try:
            with transaction.atomic():
                story(stage)
        except Refused as refusal:
            print(f"bỏ qua một câu chuyện: {refusal.code}: {refusal}", file=sys.stderr)
        mark.write_text(str(number))
    return len(stories) - done


def _told(mark: Path) -> int:
    try:
        return int(mark.read_text())
    except (OSError, ValueError):
        return 0
