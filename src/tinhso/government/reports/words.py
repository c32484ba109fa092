"""Periods in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.lib import periods, quarters
from tinhso.lib.dates import vi_date


def period_name(key: str) -> str:
    """Tháng 11 năm 2026, Quý IV năm 2026, Năm 2026, Kỳ 15/10/2026 đến 14/11/2026; the key itself for none of these."""
    found = periods.read(key)
    if found is None:
        return key
    if found.kind == "quarter":
        quarter = quarters.parse(key)
        return quarter.name if quarter else key
    if found.kind == "month":
        return _("Tháng %(month)s năm %(year)s") % {"month": found.first.month, "year": found.first.year}
    if found.kind == "year":
        return _("Năm %s") % found.first.year
    return _("Kỳ %(first)s đến %(last)s") % {"first": vi_date(found.first), "last": vi_date(found.last)}
