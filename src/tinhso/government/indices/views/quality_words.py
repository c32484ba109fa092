"""Words of the pages of figures."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import today
from tinhso.government.indices.rules.periods import Period, at
from tinhso.lib.dates import vi_date


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


def kinds(period: Period) -> list[tuple[str, str, bool]]:
    """Each kind of period with the one around the last day of this one that has begun: key, name, current."""
    words = {
        "day": _("Ngày"),
        "month": _("Tháng"),
        "report": _("Kỳ báo cáo 15–14"),
        "quarter": _("Quý"),
        "year": _("Năm"),
    }
    day = min(period.last, today())
    return [(at(kind, day).key, word, kind == period.kind) for kind, word in words.items()]
