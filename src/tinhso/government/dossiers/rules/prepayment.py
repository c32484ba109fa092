"""Money that is due before reception: the one clock of a filing that was not received yet. Pure.

A filing that owes a prepaid fee waits for the person: until `pay_by`, and the desk's hours do not run. When the money
is there it counts as filed at that moment and the reception's hours begin (domain reference, one-stop.md section 4.1
and payments.md section 3). There is never more than one clock: either `pay_by` or `reception_due` is set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tinhso.foundation.worktime.api import Calendar
from tinhso.government.dossiers.rules.due import citizen_deadline, reception_due
from tinhso.government.dossiers.rules.money import balance

BEFORE, ON_RESULT = "before", "on_result"


@dataclass(frozen=True)
class Money:
    """One fee as this rule sees it: when it is collected, whole đồng (None: not stated, not recorded), waived."""

    collect: str
    due: int | None
    paid: int | None = None
    waived: bool = False


@dataclass(frozen=True)
class Clock:
    """When it counts as filed, and either until when the person pays or until when the desk answers."""

    filed_at: datetime
    reception_due: datetime | None
    pay_by: datetime | None


def awaited(fees: Iterable[Money]) -> bool:
    """True while a prepaid fee is owed. An amount that nobody stated cannot be demanded, so it holds nothing up."""
    return any(
        fee.collect == BEFORE and not fee.waived and balance(fee.due, fee.paid or 0) > 0 for fee in fees
    )


def turned(
    calendar: Calendar,
    clock: Clock,
    *,
    waits: bool,
    paid_at: datetime,
    moment: datetime,
    hours: Decimal | int,
    days: int,
) -> Clock:
    """The clock after money moved, or an answer changed what is owed, before reception.

    `paid_at`: when the money was taken, as far as it is known; never before the filing, never after `moment`.
    `hours`: working hours to receive it; `days`: calendar days to pay. The same again changes nothing.
    """
    if waits and clock.pay_by is None:
        return Clock(clock.filed_at, None, citizen_deadline(calendar, moment, days))
    if not waits and clock.pay_by is not None:
        began = max(clock.filed_at, min(paid_at, moment))
        return Clock(began, reception_due(calendar, began, hours), None)
    return clock
