"""Dates and moments in Vietnamese writing: dd/mm/yyyy, 24-hour clock, Asia/Ho_Chi_Minh. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ Nhật")
HOURS_IN_WORKING_DAY = 8
Urgency = Literal["late", "soon", "fine"]


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


def vi_moment(value: datetime | date | None) -> str:
    """`16:30 thứ Hai 23/11/2026`; a plain date gives `thứ Hai 23/11/2026`; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        here = local(value)
        return f"{here:%H:%M} {WEEKDAYS[here.weekday()]} {vi_date(here)}"
    return f"{WEEKDAYS[value.weekday()]} {vi_date(value)}"


def vi_short(value: datetime | None) -> str:
    """`21/11, 07:32`: a moment inside a history, where the year is known; empty for None."""
    return "" if value is None else f"{local(value):%d/%m, %H:%M}"


def span(length: timedelta) -> str:
    """A length of time in words: `2 giờ 40 phút`, `1 ngày 3 giờ`, `dưới 1 phút`. Sign is ignored."""
    minutes = int(abs(length).total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} ngày {hours} giờ" if hours else f"{days} ngày"
    if hours:
        return f"{hours} giờ {minutes} phút" if minutes else f"{hours} giờ"
    return f"{minutes} phút" if minutes else "dưới 1 phút"


def working_span(hours: Decimal | float | int) -> str:
    """Working time in words: `3 giờ làm việc`, `2,5 ngày làm việc` (eight hours a day)."""
    amount = Decimal(str(hours))
    if amount < 1:
        return f"{int(amount * 60)} phút làm việc" if amount * 60 >= 1 else "dưới 1 phút làm việc"
    if amount < HOURS_IN_WORKING_DAY:
        return f"{_short(amount)} giờ làm việc"
    return f"{_short(amount / HOURS_IN_WORKING_DAY)} ngày làm việc"


def _short(amount: Decimal) -> str:
    """One decimal at most, comma, no trailing zero; cut, never rounded up."""
    tenths = int(amount * 10)
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)


def remaining(due: datetime, now: datetime, late_hours: Decimal | float | None = None) -> str:
    """How far the due moment is, in words an officer reads at a glance.

    Late: `Quá hạn 3 giờ làm việc` when the working hours since are given (`Vừa quá hạn` below a minute
    of them), else `Quá hạn 3 giờ`.
    Within six hours today: `Còn 2 giờ 40 phút`. Then `Hôm nay 16:30`, `Mai 10:00`,
    `Thứ Tư 25/11` within a week, `25/12/2026` beyond.
    """
    end, here = local(due), local(now)
    if end < here:
        if late_hours is not None and late_hours * 60 < 1:
            return "Vừa quá hạn"
        since = working_span(late_hours) if late_hours is not None else span(here - end)
        return f"Quá hạn {since}"
    days = (end.date() - here.date()).days
    if days == 0:
        return f"Còn {span(end - here)}" if end - here <= timedelta(hours=6) else f"Hôm nay {end:%H:%M}"
    if days == 1:
        return f"Mai {end:%H:%M}"
    if days < 7:
        name = WEEKDAYS[end.weekday()]
        return f"{name[0].upper()}{name[1:]} {end:%d/%m}"
    return vi_date(end)


def urgency(due: datetime, now: datetime) -> Urgency:
    """`late` after the due moment, `soon` on its day, `fine` before."""
    end, here = local(due), local(now)
    if end < here:
        return "late"
    return "soon" if end.date() == here.date() else "fine"
