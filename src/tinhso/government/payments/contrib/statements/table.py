"""CSV of a bank or of the platform: columns by their names, whatever their order."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tinhso.government.payments.contrib.statements import LARGEST, MOST_ROWS, Credit, UnreadableFile
from tinhso.lib.text import fold

BANK = {
    "number": ("so but toan", "so chung tu", "ma giao dich", "reference", "so tham chieu"),
    "day": ("ngay giao dich", "ngay", "ngay hach toan", "date"),
    "amount": ("so tien ghi co", "ghi co", "phat sinh co", "so tien", "credit", "amount"),
    "text": ("noi dung", "dien giai", "mo ta", "description"),
}
PLATFORM = {
    "reference": ("mathamchieu",),
    "number": ("magiaodich",),
    "amount": ("sotien",),
    "state": ("trangthaigd",),
    "day": ("thoigiangd",),
}
_WHOLE = re.compile(r"-?[0-9]{1,13}|-?[0-9]{1,3}(?:[.,][0-9]{3}){1,4}")


def bank(content: bytes) -> list[Credit]:
    """The credits of a statement; rows without one are left out. Raises UnreadableFile."""
    found = []
    for place, row in _rows(content, BANK):
        amount = _amount(row["amount"], place) if row["amount"] else 0
        if amount > 0:
            found.append(Credit(row["number"][:80], _day(row["day"], place), amount, row["text"][:500]))
    return found


def platform(content: bytes) -> list[Credit]:
    """The payments that the platform lists as successful. Raises UnreadableFile."""
    found = []
    for place, row in _rows(content, PLATFORM):
        if row["state"] == "1":
            amount, day = _amount(row["amount"], place), _day(row["day"][:8], place)
            found.append(Credit(row["number"][:80], day, amount, "", row["reference"][:80]))
    return found


def _rows(content: bytes, wanted: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, dict[str, str]]]:
    if len(content) > LARGEST:
        raise UnreadableFile("too_large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("not_utf8") from error
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        header = [fold(name).strip() for name in next(reader, [])]
        places = {key: _place(header, names) for key, names in wanted.items()}
        for place, cells in enumerate(reader, 2):
            if place > MOST_ROWS:
                raise UnreadableFile("too_many_rows")
            if any(cell.strip() for cell in cells):
                if len(cells) < len(header):
                    raise UnreadableFile("row_short", place)
                yield place, {key: cells[at].strip().replace("\x00", "") for key, at in places.items()}
    except csv.Error as error:
        raise UnreadableFile("not_csv") from error


def _place(header: list[str], names: tuple[str, ...]) -> int:
    for name in names:
        if name in header:
            return header.index(name)
    raise UnreadableFile(f"column:{names[0]}")


def _amount(text: str, place: int) -> int:
    """Whole đồng, with or without points between thousands; a fraction is no amount."""
    if not _WHOLE.fullmatch(text):
        raise UnreadableFile("amount", place)
    return int(text.replace(".", "").replace(",", ""))


def _day(text: str, place: int) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d"):
        try:
            return datetime.strptime(text[:10], form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    raise UnreadableFile("day", place)
