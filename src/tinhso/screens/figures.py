"""Live figures of the home page: counted by the dossiers room, each opening the page that shows its records."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.lib.dates import vi_date
from tinhso.lib.money import number
from tinhso.screens import doors

PAGE = "/so-lieu/"


@dataclass(frozen=True)
class Figure:
    """A ready-written value, what it counts, and where it opens."""

    value: str
    label: str
    href: str


def figures() -> list[Figure]:
    """Up to four figures since the first of the month; what has nothing to count is left out, not shown as 0."""
    counted = doors.public_figures()
    if counted is None or not counted.received:
        return []
    since = vi_date(counted.since)
    shown = [
        Figure(
            number(counted.received), _("hồ sơ tiếp nhận từ %(day)s") % {"day": since}, f"{PAGE}#tiep-nhan"
        )
    ]
    if counted.on_time_percent is not None:
        shown.append(
            Figure(f"{number(counted.on_time_percent)} %", _("hồ sơ tháng này đúng hạn"), f"{PAGE}#dung-han")
        )
    shown.append(Figure(number(counted.online), _("hồ sơ nộp trực tuyến"), f"{PAGE}#truc-tuyen"))
    if counted.rating_average is not None:
        label = _("điểm hài lòng, từ %(count)s lượt chấm") % {"count": number(counted.ratings)}
        shown.append(Figure(number(counted.rating_average, 1), label, f"{PAGE}#hai-long"))
    return shown
