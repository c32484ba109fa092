"""Words that pages, papers and notices of figures share."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.lib.dates import vi_date
from tinhso.lib.periods import Period


def name_of(period: Period) -> str:
    """The period as people say it."""
    first, kind = period.first, period.kind
    if kind == "day":
        return _("ngày %(day)s") % {"day": vi_date(first)}
    if kind == "report":
        return _("kỳ báo cáo %(first)s đến %(last)s") % {
            "first": vi_date(first),
            "last": vi_date(period.last),
        }
    if kind == "quarter":
        return _("quý %(n)s năm %(year)s") % {"n": (first.month + 2) // 3, "year": first.year}
    if kind == "month":
        return _("tháng %(n)s năm %(year)s") % {"n": first.month, "year": first.year}
    return _("năm %(year)s") % {"year": first.year}
