"""What is wrong with a date that somebody typed in three fields."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping

from django.utils.translation import gettext as _


def typed_date_fault(parts: Mapping[str, str]) -> str | None:
    """The fault of `{day, month, year}` as typed, as a sentence; None for a day that exists.

    Nothing at all is no fault here: whether the date is needed is for the form to say.
    """
    day, month, year = (parts.get(part, "") for part in ("day", "month", "year"))
    if not any((day, month, year)):
        return None
    if not all((day, month, year)):
        return _("Hãy nhập đủ cả ngày, tháng và năm.")
    if not all(part.isascii() and part.isdigit() for part in (day, month, year)) or len(year) != 4:
        return _("Hãy nhập ngày, tháng, năm bằng số, năm đủ 4 chữ số.")
    if not 1 <= int(month) <= 12:
        return _("Không có tháng %(month)s. Tháng là số từ 1 đến 12.") % {"month": month}
    if int(year) == 0:
        return _("Hãy nhập ngày, tháng, năm bằng số, năm đủ 4 chữ số.")
    last = monthrange(int(year), int(month))[1]
    if not 1 <= int(day) <= last:
        told = {"day": day, "month": int(month), "year": year, "last": last}
        return _("Ngày %(day)s/%(month)s/%(year)s không có trong lịch: tháng đó chỉ có %(last)s ngày.") % told
    return None
