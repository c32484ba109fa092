"""The calendar's part of a province folder: calendar/days.csv and calendar/hours.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder, Row, check_columns, did_you_mean
from tinhso.foundation.worktime.rules.calendar import DayKind
from tinhso.lib.actor import Actor

NAME = "lịch làm việc"
DAYS = "calendar/days.csv"
HOURS = "calendar/hours.csv"
OWNS = (DAYS, HOURS)
DAY_COLUMNS = ("from", "to", "kind", "name", "legal_basis", "verified")
HOUR_COLUMNS = ("valid_from", "start", "end", "legal_basis")
LONGEST_BREAK = timedelta(days=31)


def check_part(folder: Folder) -> Iterator[Fault]:
    """Faults of both files: columns, dates, kinds, overlaps, and working hours that make sense."""
    for name in OWNS:
        if not folder.exists(name):
            yield Fault(name, 0, _("Thiếu tệp này."), _("Thêm tệp, dù chỉ có dòng tiêu đề."))
    if folder.exists(DAYS):
        yield from check_columns(folder, DAYS, DAY_COLUMNS)
        yield from _check_days(folder.rows(DAYS))
    if folder.exists(HOURS):
        yield from check_columns(folder, HOURS, HOUR_COLUMNS)
        yield from _check_hours(folder.rows(HOURS))


def _check_days(rows: list[Row]) -> Iterator[Fault]:
    seen: dict[date, int] = {}
    for row in rows:
        first, last = _date(row["from"]), _date(row["to"])
        if first is None or last is None:
            yield _bad_date(DAYS, row, row["to"] if first else row["from"])
            continue
        if not first <= last <= first + LONGEST_BREAK:
            yield Fault(
                DAYS,
                row.line,
                _("Ngày cuối phải từ ngày đầu tới 31 ngày sau đó."),
                _("Sửa cột “from”, “to”."),
            )
            continue
        kinds = [k.value for k in DayKind]
        if row["kind"] not in kinds:
            yield Fault(
                DAYS,
                row.line,
                _("Loại ngày lạ “%(kind)s”.") % {"kind": row["kind"]},
                did_you_mean(row["kind"], kinds),
            )
        if row["verified"] not in ("true", "false"):
            yield Fault(
                DAYS,
                row.line,
                _("Cột “verified” phải là true hoặc false."),
                _("Ghi false khi chưa kiểm chứng."),
            )
        for day in _span(first, last):
            if day in seen:
                yield Fault(
                    DAYS,
                    row.line,
                    _("Ngày %(day)s đã có ở dòng %(line)s.") % {"day": day.isoformat(), "line": seen[day]},
                    _("Mỗi ngày chỉ ghi một lần."),
                )
            seen[day] = row.line


def _check_hours(rows: list[Row]) -> Iterator[Fault]:
    spans: dict[date, list[tuple[time, time]]] = {}
    for row in rows:
        since, start, end = _date(row["valid_from"]), _time(row["start"]), _time(row["end"])
        if since is None:
            yield _bad_date(HOURS, row, row["valid_from"])
        elif start is None or end is None:
            yield Fault(HOURS, row.line, _("Giờ phải viết dạng 07:00."), _("Sửa cột “start”, “end”."))
        elif start >= end:
            yield Fault(HOURS, row.line, _("Giờ kết thúc phải sau giờ bắt đầu."), _("Sửa cột “end”."))
        elif any(start < other_end and other_start < end for other_start, other_end in spans.get(since, [])):
            yield Fault(HOURS, row.line, _("Khoảng giờ này chồng lên khoảng khác."), _("Tách hai khoảng ra."))
        else:
            spans.setdefault(since, []).append((start, end))
    if not spans:
        yield Fault(
            HOURS, 0, _("Chưa có giờ làm việc nào."), _("Thêm ít nhất một khoảng, ví dụ 07:00–11:30.")
        )


def load_part(folder: Folder, actor: Actor) -> None:
    """Replace calendar and hours by the folder's; a load is idempotent."""
    from tinhso.foundation.worktime.models import CalendarDay, WorkingHours
    from tinhso.foundation.worktime.queries import forget_calendar

    CalendarDay.objects.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            day=day,
            kind=row["kind"],
            name=row["name"],
            legal_basis=row["legal_basis"],
            verified=row["verified"] == "true",
        )
        for row in folder.rows(DAYS)
        for day in _span(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))
    )
    WorkingHours.objects.all().delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(
            valid_from=date.fromisoformat(row["valid_from"]),
            start=time.fromisoformat(row["start"]),
            end=time.fromisoformat(row["end"]),
            legal_basis=row["legal_basis"],
        )
        for row in folder.rows(HOURS)
    )
    forget_calendar()


def export_part() -> dict[str, str | bytes]:
    """Both files as the database has them; neighbouring days of one kind and name share a row."""
    from tinhso.foundation.worktime.models import CalendarDay, WorkingHours

    days: list[list[str | date]] = []
    for row in CalendarDay.objects.order_by("day"):
        same = [row.kind, row.name, row.legal_basis, "true" if row.verified else "false"]
        if days and days[-1][2:] == same and row.day == _next(days[-1][1]):
            days[-1][1] = row.day
        else:
            days.append([row.day, row.day, *same])
    hours = [
        [h.valid_from, f"{h.start:%H:%M}", f"{h.end:%H:%M}", h.legal_basis]
        for h in WorkingHours.objects.order_by("valid_from", "start")
    ]
    return {DAYS: _csv(DAY_COLUMNS, days), HOURS: _csv(HOUR_COLUMNS, hours)}


def _next(day: str | date) -> date | None:
    return day + timedelta(days=1) if isinstance(day, date) else None


def _csv(header: tuple[str, ...], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _bad_date(name: str, row: Row, text: str) -> Fault:
    return Fault(
        name, row.line, _("“%(text)s” không phải ngày.") % {"text": text}, _("Viết dạng 2026-11-22.")
    )
