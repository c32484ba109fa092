"""A filing that waits for its prepaid fee, and stops waiting: the dossier's clock follows its money."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.dossiers.actions._holding import open_steps, refresh_holder
from tinhso.government.dossiers.models import Dossier, Fee, Method, State
from tinhso.government.dossiers.rules.prepayment import Clock, Money, awaited, turned
from tinhso.lib.errors import Refused


def money_of(fees: Iterable[Fee]) -> list[Money]:
    """The fees as the rule sees them."""
    return [Money(fee.collect, fee.due, fee.paid, fee.method == Method.WAIVED) for fee in fees]


def waits(dossier: Dossier) -> bool:
    """True while a prepaid fee of this dossier is owed."""
    return awaited(money_of(dossier.fees.all()))


def filing_clock(fees: Iterable[Fee], moment: datetime, due: datetime) -> Clock:
    """The clock that a new online filing begins with; `due`: until when it is received if nothing is prepaid."""
    begun = Clock(moment, due, None)
    return _turned(begun, awaited(money_of(fees)), moment, moment)


def follow(dossier: Dossier, fees: Iterable[Fee], paid_at: datetime | None = None) -> bool:
    """Turn the clock of a filing that was not received yet after its money; True when it began to be received.

    Only what came online has a reception's clock. The caller saves the dossier.
    """
    if dossier.accepted_at is not None or dossier.state not in (State.NEW, State.SUPPLEMENT):
        return False
    if dossier.reception_due is None and dossier.pay_by is None:
        return False
    moment = now()
    before = Clock(dossier.filed_at, dossier.reception_due, dossier.pay_by)
    after = _turned(before, awaited(money_of(fees)), paid_at or moment, moment)
    if after == before:
        return False
    dossier.filed_at, dossier.reception_due, dossier.pay_by = (
        after.filed_at,
        after.reception_due,
        after.pay_by,
    )
    dossier.pay_lapsed_at = None
    if dossier.state == State.NEW:
        set_steps(dossier, after.pay_by or after.reception_due or moment)
    return after.pay_by is None


def set_steps(dossier: Dossier, due: datetime) -> None:
    """The reception is due at this moment, and nobody was told of another."""
    for step in open_steps(dossier):
        step.due_at, step.overdue_sent, step.due_soon_sent = due, False, False
        step.save(update_fields=["due_at", "overdue_sent", "due_soon_sent"])
    refresh_holder(dossier)


def check_paid(dossier: Dossier, *, at_desk: bool = False) -> None:
    """Refuse to receive, or (`at_desk`) to pass on what the desk received, while a prepaid fee is owed."""
    if dossier.pay_by is not None or (at_desk and waits(dossier)):
        raise Refused(
            "prepayment_waits",
            _("Hồ sơ này phải nộp tiền trước khi tiếp nhận, và chưa nộp đủ."),
            way_out=_("Chờ người dân nộp trực tuyến, hoặc ghi khoản thu tại quầy rồi tiếp nhận."),
        )


def _turned(clock: Clock, waiting: bool, paid_at: datetime, moment: datetime) -> Clock:
    if waiting == (clock.pay_by is not None):
        return clock
    return turned(
        calendar(),
        clock,
        waits=waiting,
        paid_at=paid_at,
        moment=moment,
        hours=setting("reception_hours"),
        days=setting("prepayment_days"),
    )
