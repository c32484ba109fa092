"""Dates and moments in Vietnamese writing: dd/mm/yyyy, 24-hour clock, Asia/Ho_Chi_Minh. Pure.

What says words takes `say`, which gives a Vietnamese phrase in the reader's language (`gettext` on pages).
Without it they stay Vietnamese, as in everything that is stored or sent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ Nhật")
HOURS_IN_WORKING_DAY = 8
Urgency = Literal["late", "soon", "fine"]
Say = Callable[[str], str]


def local(moment: datetime) -> datetime:
    """The moment on the province's clock; a naive moment is taken to be on it already."""
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)


def vi_date(value: date | datetime | None) -> str:
    """`23/11/2026`; empty for None. A moment gives its day on the province's clock."""
    if value is None:
        return ""
    day = local(value).date() if isinstance(value, datetime) else value
    return f"{day:%d/%m/}{day.year:04d}"


def vi_time(value: datetime | None) -> str:
    """`16:30`; empty for None."""
    return "" if value is None else f"{local(value):%H:%M}"


def vi_moment(value: datetime | date | None, say: Say = str) -> str:
    """`16:30 thứ Hai 23/11/2026`; a plain date gives `thứ Hai 23/11/2026`; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        here = local(value)
        return f"{here:%H:%M} {say(WEEKDAYS[here.weekday()])} {vi_date(here)}"
    return f"{say(WEEKDAYS[value.weekday()])} {vi_date(value)}"


def vi_short(value: datetime | None) -> str:
    """`21/11, 07:32`: a moment inside a history, where the year is known; empty for None."""
    return "" if value is None else f"{local(value):%d/%m, %H:%M}"


def span(length: timedelta, say: Say = str) -> str:
    """A length of time in words: `2 giờ 40 phút`, `1 ngày 3 giờ`, `dưới 1 phút`. Sign is ignored."""
    minutes = int(abs(length).total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = {"%s ngày": days, "%s giờ": hours, "%s phút": 0 if days else minutes}
    said = " ".join(_counted(phrase, str(number), say) for phrase, number in parts.items() if number)
    return said or say("dưới 1 phút")


def working_span(hours: Decimal | float | int, say: Say = str) -> str:
    """Working time in words: `3 giờ làm việc`, `2,5 ngày làm việc` (eight hours a day)."""
    amount = Decimal(str(hours))
    if amount * 60 < 1:
        return say("dưới 1 phút làm việc")
    if amount < 1:
        return _counted("%s phút làm việc", str(int(amount * 60)), say)
    if amount < HOURS_IN_WORKING_DAY:
        return _counted("%s giờ làm việc", _short(amount), say)
    return _counted("%s ngày làm việc", _short(amount / HOURS_IN_WORKING_DAY), say)


def _counted(phrase: str, number: str, say: Say) -> str:
    """The phrase with its number; "1" is a phrase of its own, for languages where one is not many."""
    return say(phrase.replace("%s", "1")) if number == "1" else say(phrase).replace("%s", number)


def _short(amount: Decimal) -> str:
    """One decimal at most, comma, no trailing zero; cut, never rounded up."""
    tenths = int(amount * 10)
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)


def remaining(due: datetime, now: datetime, late_hours: Decimal | float | None = None, say: Say = str) -> str:
    """How far the due moment is, in words an officer reads at a glance.

    Late: `Quá hạn 3 giờ làm việc` when the working hours since are given (`Vừa quá hạn` below a minute
    of them), else `Quá hạn 3 giờ`.
    Within six hours today: `Còn 2 giờ 40 phút`. Then `Hôm nay 16:30`, `Mai 10:00`,
    `Thứ Tư 25/11` within a week, `25/12/2026` beyond.
    """
    end, here = local(due), local(now)
    if end < here:
        if late_hours is not None and late_hours * 60 < 1:
            return say("Vừa quá hạn")
        since = working_span(late_hours, say) if late_hours is not None else span(here - end, say)
        return say("Quá hạn %s").replace("%s", since)
    days = (end.date() - here.date()).days
    if days == 0:
        near = end - here <= timedelta(hours=6)
        left = say("Còn %s").replace("%s", span(end - here, say))
        return left if near else say("Hôm nay %s").replace("%s", f"{end:%H:%M}")
    if days == 1:
        return say("Mai %s").replace("%s", f"{end:%H:%M}")
    if days < 7:
        name = say(WEEKDAYS[end.weekday()])
        return f"{name[0].upper()}{name[1:]} {end:%d/%m}"
    return vi_date(end)


def urgency(due: datetime, now: datetime) -> Urgency:
    """`late` after the due moment, `soon` on its day, `fine` before."""
    end, here = local(due), local(now)
    if end < here:
        return "late"
    return "soon" if end.date() == here.date() else "fine"
