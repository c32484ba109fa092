"""The shape of transfer-receivers.csv: needs no database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder, Row, check_columns, did_you_mean
from tinhso.government.transfers.rules.receivers import EVERY, overlapping
from tinhso.government.transfers.rules.receivers import Row as Receiver

FILE = "transfer-receivers.csv"
COLUMNS = ("unit", "procedure", "receiver", "valid_from", "valid_to", "basis", "unverified")


def read(row: Row) -> Receiver:
    """One line; ValueError for a day that is none."""
    last = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    first = date.fromisoformat(row["valid_from"])
    return Receiver(row["unit"], row["procedure"], row["receiver"], first, last)


def faults(folder: Folder, units: set[str], codes: set[str], desks: dict[str, tuple[date, date | None]]) -> Iterator[Fault]:  # fmt: skip
    """Faults of the file, against the folder's units, procedures, and desks with their days."""
    broken = list(check_columns(folder, FILE, COLUMNS))
    yield from broken
    if broken:
        return
    kept: dict[Receiver, int] = {}
    for row in folder.rows(FILE):
        found = list(_line(row, units, codes, desks))
        yield from found
        if not found:
            kept[read(row)] = row.line
    twice = overlapping(kept)
    if twice is not None:
        yield Fault(
            FILE,
            kept[twice[1]],
            _("Hai dòng của cùng đơn vị và thủ tục chồng thời gian."),
            _("Đặt valid_to cho dòng cũ."),
        )


def _line(
    row: Row, units: set[str], codes: set[str], desks: dict[str, tuple[date, date | None]]
) -> Iterator[Fault]:
    if row["unit"] not in units:
        yield Fault(
            FILE, row.line, _("Không có đơn vị “%s”.") % row["unit"], did_you_mean(row["unit"], units)
        )
    if row["procedure"] != EVERY and row["procedure"] not in codes:
        way_out = did_you_mean(row["procedure"], codes) if codes else _("Viết * cho mọi thủ tục.")
        yield Fault(FILE, row.line, _("Không có thủ tục “%s”.") % row["procedure"], way_out)
    if row["receiver"] not in desks:
        yield Fault(
            FILE,
            row.line,
            _("“%s” không phải Trung tâm hay Bộ phận Một cửa.") % row["receiver"],
            did_you_mean(row["receiver"], desks),
        )
    if not row["basis"] and "basis" not in row["unverified"].split():
        yield Fault(
            FILE, row.line, _("Thiếu căn cứ."), _("Ghi số, ngày của quyết định, hoặc ghi basis vào cột unverified.")
        )  # fmt: skip
    try:
        found = read(row)
    except ValueError:
        yield Fault(FILE, row.line, _("Ngày trong dòng không đúng."), _("Viết ngày như 2026-11-23."))
        return
    lives = desks.get(row["receiver"])
    if lives and (found.first < lives[0] or (lives[1] is not None and found.first > lives[1])):
        yield Fault(
            FILE, row.line, _("Nơi nhận không hoạt động vào ngày %s.") % found.first, _("Sửa valid_from.")
        )
    if found.last is not None and found.last < found.first:
        yield Fault(FILE, row.line, _("valid_to trước valid_from."), _("Sửa một trong hai ngày."))
