"""The way of a target as a drawing: what is asked for at the end of each year, and the values beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tinhso.government.directives.queries.targets import Seen
from tinhso.government.directives.rules import path
from tinhso.government.directives.rules.path import DOWN, Point
from tinhso.screens import charts


def years_of(found: Seen) -> list[tuple[int, Decimal | None, Decimal | None, Decimal | None]]:
    """Year, what is asked for at its end, the last measured and the last declared value of it."""
    declared = [Point(one.day, one.value) for one in found.declared]
    days = [point.day for point in (*found.way, *found.measured, *declared)]
    if not days:
        return []
    return [
        (year, path.expected(found.way, date(year, 12, 31)) if found.way else None,
         _last(found.measured, year), _last(declared, year))
        for year in range(min(days).year, max(days).year + 1)
    ]  # fmt: skip


def _last(points: list[Point], year: int) -> Decimal | None:
    of_year = [point.value for point in points if point.day.year == year]
    return of_year[-1] if of_year else None


def of_target(found: Seen) -> charts.Chart | None:
    """None where there is nothing to draw: fewer than two years in all."""
    rows = years_of(found)
    if len(rows) < 2:
        return None
    named = ((_("Lộ trình"), 1), (_("Đo được"), 2), (_("Khai báo"), 3))
    series = [
        charts.Series(name, [row[at] for row in rows])
        for name, at in named
        if any(row[at] is not None for row in rows)
    ]
    ranks = found.target.direction == DOWN and not found.target.measure and "hạng" in found.target.unit
    return charts.line(
        f"target-{found.target.pk}",
        _("Lộ trình và số liệu theo năm"),
        _("Đường lộ trình và các giá trị của chỉ tiêu; số ở bảng bên dưới."),
        [str(row[0]) for row in rows],
        series,
        span=(1, None) if ranks else (0, None),
        best_first=ranks,
        say=lambda value: plain(Decimal(value)),
    )


def plain(value: Decimal) -> str:
    """A value in Vietnamese writing: 1.207,5."""
    text = f"{value.quantize(Decimal('0.01')).normalize():,f}"
    return text.replace(",", "_").replace(".", ",").replace("_", ".")
