"""The chart of points month by month; its table stands beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from tinhso.government.indices.queries.trend import Month
from tinhso.government.indices.views.drawn import axis
from tinhso.lib.money import number
from tinhso.screens import charts


def points(months: Sequence[Month], key: str) -> charts.Chart | None:
    """Points of the whole set; None where fewer than two months are known."""
    values = [
        None if one.figures is None or not one.figures.measured else one.figures.points for one in months
    ]
    return _drawn(key, _("Điểm theo tháng"), months, values, Decimal(100))


def _drawn(
    key: str, title: str, months: Sequence[Month], values: Sequence[Decimal | None], most: Decimal
) -> charts.Chart | None:
    known = [(one.period, value) for one, value in zip(months, values, strict=True) if value is not None]
    if len(known) < 2:
        return None
    alt = _("Từ %(a)s điểm ở %(from)s đến %(b)s điểm ở %(to)s.") % {
        "a": axis(known[0][1]), "from": label(known[0][0].key), "b": axis(known[-1][1]), "to": label(known[-1][0].key),
    }  # fmt: skip
    labels = [label(one.period.key) for one in months]
    return charts.line(
        key, title, alt, labels, [charts.Series(title, list(values))], span=(0, most), say=whole
    )


def whole(value: Decimal | int) -> str:
    """Points at a chart: without decimals, which its table has."""
    return number(value, 0)


def label(key: str) -> str:
    """`2026-11` as people write it."""
    return f"{key[5:7]}/{key[:4]}"
