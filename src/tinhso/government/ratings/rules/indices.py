"""The nine component indices of NĐ 61/2018, each 2, 1 or 0 points (domain reference, section 14.1).

Source: the table of rules is marked [C] there (seen in systems in use); the wording of NĐ 61/2018, Điều 17–20, is
still to be verified. `None` always means: the records do not tell it. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Index(StrEnum):
    """The nine indices, in their order."""

    TOTAL_TIME = "1"
    UNIT_TIME = "2"
    CONTACTS = "3"
    AGENCIES = "4"
    ONE_STOP = "5"
    PUBLICITY = "6"
    ATTITUDE = "7"
    PETITIONS = "8"
    ONLINE = "9"


# Those that are measured dossier by dossier, and averaged.
OF_DOSSIERS = (Index.TOTAL_TIME, Index.UNIT_TIME, Index.CONTACTS, Index.AGENCIES, Index.ATTITUDE)
# How the one-stop is organised (5) stands in no record of ours. Of publicity (6) our records tell the electronic
# half only: it is counted, and gives no points while nothing says what hangs on the wall.
UNMEASURED = (Index.ONE_STOP, Index.PUBLICITY)
EARLY, ON_TIME, OVERDUE = "early", "on_time", "overdue"
_BY_TIME = {EARLY: 2, ON_TIME: 1, OVERDUE: 0}


@dataclass(frozen=True)
class DossierFacts:
    """What the records tell of one finished dossier.

    `outcome` and each of `steps` (one for every unit that had it): early, on_time, overdue; `outcome` is None
    when no due moment is known. `contacts`: how often the person had to come back to it; `agencies`: how many
    different agencies asked them to complete it. `complaint`: a petition about somebody's behaviour (True: it proved true; None: not judged yet; False: none, or it proved untrue).
    """

    outcome: str | None
    steps: tuple[str, ...] = ()
    contacts: int = 0
    complaint: bool | None = False
    agencies: int = 0


@dataclass(frozen=True)
class OnlineFacts:
    """Of an agency and a quarter: shares from 0 to 1; `services` None where it receives none."""

    services: float | None
    dossiers: float | None
    overdue: int = 0


def total_time(facts: DossierFacts) -> int | None:
    """1: the whole time against the law's: shorter 2, just as long 1, longer 0."""
    return _BY_TIME[facts.outcome] if facts.outcome is not None else None


def unit_time(facts: DossierFacts) -> int | None:
    """2: the time of each unit, also of coordinating ones: one overdue makes 0, all early 2, else 1."""
    if not facts.steps:
        return None
    return min(_BY_TIME[step] for step in facts.steps)


def contacts(facts: DossierFacts) -> int:
    """3: further contacts needed to complete the dossier: none 2, one 1, more 0."""
    return max(0, 2 - facts.contacts)


def agencies(facts: DossierFacts) -> int:
    """4: agencies that had to be contacted to complete the dossier: none 2, one 1, more 0."""
    return max(0, 2 - facts.agencies)


def attitude(facts: DossierFacts) -> int | None:
    """7: early without complaint 2, on time without complaint 1, a complaint that proved true 0.

    A complaint that proved untrue is left out. Overdue without complaint, and a complaint not judged yet: the
    rule says nothing, so neither do we.
    """
    if facts.complaint is True:
        return 0
    if facts.complaint is None:
        return None
    return {EARLY: 2, ON_TIME: 1}.get(facts.outcome or "")


def petitions(on_time: int, all_due: int) -> int | None:
    """8: petitions handled on time: all 2, at least 90 % 1, fewer 0; None when none was due."""
    if all_due == 0:
        return None
    if on_time == all_due:
        return 2
    return 1 if on_time * 10 >= all_due * 9 else 0


def online(facts: OnlineFacts) -> int | None:
    """9: ≥ 20 % online services, ≥ 30 % online dossiers and none overdue 2; 15 to 30 % online dossiers 1; else 0."""
    if facts.dossiers is None:
        return None
    if facts.dossiers < 0.15:
        return 0
    if facts.dossiers < 0.3:
        return 1
    if facts.overdue:
        return 0
    if facts.services is None:
        return None
    return 2 if facts.services >= 0.2 else 0


POINTS = {
    Index.TOTAL_TIME: total_time,
    Index.UNIT_TIME: unit_time,
    Index.CONTACTS: contacts,
    Index.AGENCIES: agencies,
    Index.ATTITUDE: attitude,
}


@dataclass(frozen=True)
class Spread:
    """How many dossiers got 2, 1 and 0 points, and of how many the records tell nothing."""

    two: int = 0
    one: int = 0
    zero: int = 0
    unknown: int = 0

    @property
    def counted(self) -> int:
        """Those with points."""
        return self.two + self.one + self.zero

    @property
    def average(self) -> float | None:
        """Points on average, 0 to 2; None when nothing was counted."""
        return (2 * self.two + self.one) / self.counted if self.counted else None


def spread(points: Iterable[int | None]) -> Spread:
    """Count points."""
    found: Sequence[int | None] = list(points)
    return Spread(found.count(2), found.count(1), found.count(0), found.count(None))
