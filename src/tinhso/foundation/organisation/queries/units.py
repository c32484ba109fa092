"""Administrative units of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.dated import by_day
from tinhso.foundation.organisation.info import UnitInfo
from tinhso.foundation.organisation.models import Unit, UnitSuccession
from tinhso.foundation.organisation.models.validity import valid_on
from tinhso.foundation.organisation.queries.rows import unit_info
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import NotFound


@by_day
def unit(code: str, on: date | None = None) -> UnitInfo:
    """The unit that bore the code on the day (default: today); NotFound when there was none."""
    on = on or today()
    row = Unit.objects.select_related("parent").filter(valid_on(on), code=code).first()
    if row is None:
        raise NotFound(
            "unit_unknown",
            _("Không có đơn vị hành chính mã %(code)s vào ngày %(day)s.")
            % {"code": code, "day": f"{on:%d/%m/%Y}"},
            field="code",
            way_out=_("Kiểm tra lại mã hoặc chọn ngày khác: mã có thể được dùng lại cho đơn vị khác."),
        )
    return unit_info(row)


@by_day
def units(
    on: date | None = None, type: str | None = None, parent: str | None = None, level: str | None = None
) -> list[UnitInfo]:
    """Units of the day in Vietnamese order; by type ("xã"), parent code or level."""
    rows = Unit.objects.select_related("parent").filter(valid_on(on or today()))
    if type is not None:
        rows = rows.filter(type=type)
    if parent is not None:
        rows = rows.filter(parent__code=parent)
    if level is not None:
        rows = rows.filter(level=level)
    return [unit_info(row) for row in rows.order_by("level", "sort_key", "code")]


@by_day
def successors(code: str, valid_from: date) -> list[UnitInfo]:
    """The units into which the unit of that key went; empty while it lives or when unknown."""
    rows = UnitSuccession.objects.filter(predecessor__code=code, predecessor__valid_from=valid_from)
    found = rows.select_related("successor__parent").order_by("successor__sort_key")
    return [unit_info(row.successor) for row in found]


@by_day
def ended_units(level: str, on: date) -> list[UnitInfo]:
    """Units of the level that had ended by the day, in Vietnamese order; of those that bore one code the latest."""
    rows = Unit.objects.select_related("parent").filter(level=level, valid_to__lt=on)
    latest = {row.code: row for row in rows.order_by("valid_to")}
    return [unit_info(row) for row in sorted(latest.values(), key=lambda row: (row.sort_key, row.code))]


@by_day
def covered(code: str, valid_from: date) -> list[UnitInfo]:
    """The unit of that key, and all that went into it, whenever: the territory that it has today through time."""
    found: dict[UUID, Unit] = {}
    rows = list(Unit.objects.select_related("parent").filter(code=code, valid_from=valid_from))
    while rows:
        found |= {row.id: row for row in rows}
        into = UnitSuccession.objects.filter(successor__in=rows).exclude(predecessor__in=list(found))
        rows = [one.predecessor for one in into.select_related("predecessor__parent")]
    return [unit_info(row) for row in found.values()]


def line(unit_code: str, on: date) -> Iterable[UnitInfo]:
    """The unit and those above it, nearest first."""
    code: str | None = unit_code
    while code:
        found = unit(code, on)
        yield found
        code = found.parent_code
