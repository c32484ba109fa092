"""Three months of a province in a few minutes: a queue of acts in order of time, each by the real verb."""

from __future__ import annotations

import heapq
import io
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw

from tinhso.demo import filings
from tinhso.demo.desks import open_desks
from tinhso.demo.life import Life
from tinhso.demo.officers import Staff
from tinhso.demo.people import person
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.lib.errors import Refused
from tinhso.simulation.rules.arrivals import Arrival, arrivals

DAYS = 92
COMMUNES = 6
PEOPLE = 240
# Ages are told from this day, so that a person is the same however often they come.
FIXED_DAY = date(2026, 1, 1)
SHOWN = ("09112", "08707")


def seed(province: Path, wanted: int, number: int, tell: Callable[[int, int], None], days: int = DAYS) -> int:
    """Make dossiers of the last `days` until `wanted` were filed; returns how many were.

    `number` seeds the chance; `tell` hears (filed, wanted) now and then.
    """
    random = Random(number)  # noqa: S311 (a demonstration must be the same each time)
    today = worktime.today()
    first = today - timedelta(days=days)
    # Whoever works in one round must have been there in all of them.
    staff = Staff(random, today - timedelta(days=DAYS + 1))
    every = filings.samples(province)
    communes = standing_communes(today - timedelta(days=DAYS), today)
    open_desks(communes)
    queue: list[tuple[datetime, int, Callable[[], datetime | None]]] = []
    order = count()
    paper = sample_paper()
    works = worktime.calendar().is_working_day
    for one in arrivals(random, first, days + 1, wanted, works):
        if one.moment < worktime.now():
            act = _filing(random, staff, paper, every, communes, one)
            heapq.heappush(queue, (one.moment, next(order), act))
    return _play(queue, order, len(queue), tell)


def _play(
    queue: list[tuple[datetime, int, Callable[[], datetime | None]]],
    order: count[int],
    wanted: int,
    tell: Callable[[int, int], None],
) -> int:
    """Do the acts in order of time, up to now; an act may bring the next one."""
    filed, told, refused = 0, -1, 0
    while queue:
        moment, _serial, act = heapq.heappop(queue)
        if moment > worktime.now():
            continue
        with worktime.at(moment):
            try:
                following = act()
            except Refused as refusal:
                refused += 1
                print(f"bỏ qua một việc: {refusal.code}: {refusal}", file=sys.stderr)
                continue
        if act.__name__ == "file":
            filed += 1
        if following is not None:
            heapq.heappush(queue, (following, next(order), _again(act)))
        percent = 100 * filed // max(wanted, 1)
        if percent // 2 != told:
            told = percent // 2
            tell(filed, wanted)
    if refused:
        print(f"{refused} việc bị từ chối", file=sys.stderr)
    return filed


def _filing(
    random: Random,
    staff: Staff,
    paper: bytes,
    every: list[filings.Sample],
    communes: list[str],
    one: Arrival,
) -> Callable[[], datetime | None]:
    life = Life(random, staff, paper)

    def file() -> datetime | None:
        sample = filings.choose(random, every, one.channel, worktime.today())
        if sample is None:
            return None
        number = one.serial % PEOPLE
        who = person(Random(number), number, FIXED_DAY)  # noqa: S311 (the same person each time)
        commune = random.choices(communes, range(len(communes), 0, -1))[0]
        life.file(sample, who, one.channel, commune, staff_typed=one.staff_typed)
        return worktime.calendar().add_hours(worktime.now(), round(random.expovariate(1 / 2.2), 3))

    file.life = life  # type: ignore[attr-defined]
    return file


def _again(act: Callable[[], datetime | None]) -> Callable[[], datetime | None]:
    """The acts after the first: the dossier's own steps."""
    life: Life | None = getattr(act, "life", None)
    return life.step if life is not None else act


def standing_communes(first: date, today: date) -> list[str]:
    """A few communes that stood through the whole time, the shown one first."""
    standing = {u.code for u in organisation.units(first, level="commune")}
    now = [u.code for u in organisation.units(today, level="commune") if u.code in standing]
    ahead = [code for code in SHOWN if code in now]
    return (ahead + [code for code in now if code not in ahead])[:COMMUNES]


def sample_paper() -> bytes:
    """One scanned paper that says what it is, used by every made-up filing."""
    image = Image.new("RGB", (900, 1270), (252, 250, 243))
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, 860, 1230), outline=(120, 120, 120), width=3)
    draw.text((90, 90), "GIAY TO MAU - TRINH DIEN", fill=(60, 60, 60))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()
