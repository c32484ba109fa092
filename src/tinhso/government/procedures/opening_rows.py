"""The shape of openings.csv: needs no database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder, Row, check_columns, did_you_mean
from tinhso.government.procedures.rules import online

FILE = "openings.csv"
COLUMNS = (
    "code", "agencies", "state", "valid_from", "valid_to", "level", "decision", "decided_on", "effective_on",
    "reason",
)  # fmt: skip
STATES = ("open", "closed")
OPEN = STATES[0]
_DAYS = ("valid_from", "valid_to", "decided_on", "effective_on")


def dates_of(row: Row) -> dict[str, date | None]:
    """The days of a line; ValueError for one that is no date."""
    return {name: date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}


def opening_faults(folder: Folder, codes: set[str]) -> Iterator[Fault]:
    """Faults of the file; `codes` are the procedures of the folder."""
    if not folder.exists(FILE):
        return
    broken = list(check_columns(folder, FILE, COLUMNS))
    yield from broken
    if broken:
        return
    seen: set[tuple[str, str, str]] = set()
    for row in folder.rows(FILE):
        yield from _row(row, codes)
        for slug in row["agencies"].split():
            key = (row["code"], slug, row["valid_from"])
            if key in seen:
                yield Fault(
                    FILE, row.line, _("“%(key)s” bị lặp.") % {"key": f"{key[0]} {slug}"}, _("Chỉ giữ một dòng.")
                )  # fmt: skip
            seen.add(key)


def _row(row: Row, codes: set[str]) -> Iterator[Fault]:
    if row["code"] not in codes:
        yield Fault(
            FILE,
            row.line,
            _("Thủ tục “%(code)s” chưa có trong thư mục.") % {"code": row["code"]},
            did_you_mean(row["code"], codes) if codes else _("Thêm gói thủ tục."),
        )
    if row["state"] not in STATES:
        yield Fault(
            FILE, row.line, _("Trạng thái “%(state)s” không dùng được.") % {"state": row["state"]}, did_you_mean(row["state"], STATES)
        )  # fmt: skip
    try:
        days = dates_of(row)
    except ValueError:
        days = {}
    first, last = days.get("valid_from"), days.get("valid_to")
    if first is None or (last is not None and last < first):
        yield Fault(FILE, row.line, _("Ngày trong dòng không đúng."), _("Viết ngày như 2026-11-23."))
        return
    if row["state"] == OPEN and row["level"] not in online.levels_on(first):
        yield Fault(
            FILE,
            row.line,
            _("Mức độ trực tuyến “%(level)s” không có vào ngày bắt đầu.") % {"level": row["level"]},
            did_you_mean(row["level"], online.levels_on(first)),
        )
