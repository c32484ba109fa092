"""The clocks of a petition, in working days (domain reference, section 14.2).

Source: the four limits are marked [C] there, which means seen in the code of systems in use, not read in a
legal text. NĐ 20/2008 (with 48/2013 and 92/2017) and TT 02/2017/TT-VPCP are the base of the whole flow; which
article gives which limit is still to be verified. Pages say so (`SOURCE`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tinhso.foundation.worktime.api import Calendar, Limit, Unit
from tinhso.government.petitions.rules import moves

REFUSE_DAYS, ASK_DAYS, ANSWER_DAYS, PUBLISH_DAYS = 2, 5, 15, 2
SOURCE = "[C]"


@dataclass(frozen=True)
class Clocks:
    """Where a petition's clocks start. `arrived` is when the present holder got it."""

    arrived: datetime
    clock_from: datetime
    answered: datetime | None = None


def _after(calendar: Calendar, start: datetime, days: int) -> datetime:
    return calendar.add(start, Limit(Decimal(days), Unit.WORKING_DAY))


def refuse_by(calendar: Calendar, arrived: datetime) -> datetime:
    """Until when it may be refused: 2 working days after it came."""
    return _after(calendar, arrived, REFUSE_DAYS)


def ask_by(calendar: Calendar, arrived: datetime) -> datetime:
    """Until when the first request for a supplement is made: 5 working days after it came."""
    return _after(calendar, arrived, ASK_DAYS)


def answer_by(calendar: Calendar, sent: datetime, last_transfer: datetime | None = None) -> datetime:
    """Until when it is answered: 15 working days from the sending, or from the last transfer.

    Waiting for the sender does not stop it: no source says that it does.
    """
    return _after(calendar, last_transfer or sent, ANSWER_DAYS)


def publish_by(calendar: Calendar, answered: datetime) -> datetime:
    """Until when the answer is published: 2 working days after it was given."""
    return _after(calendar, answered, PUBLISH_DAYS)


def next_due(calendar: Calendar, state: str, clocks: Clocks, *, private: bool = False) -> datetime | None:
    """By when the holder must do the next thing; None when nothing is left to do.

    Whoever just got it decides within the time of a refusal; then the answer counts; then the publication.
    """
    if state in moves.CLOSED or private:
        return None
    if state in (moves.ANSWERED, moves.TO_PUBLISH):
        return publish_by(calendar, clocks.answered or clocks.clock_from)
    answer = answer_by(calendar, clocks.clock_from)
    if state in moves.UNDECIDED:
        return min(refuse_by(calendar, clocks.arrived), answer)
    return answer
