"""Reads: units and agencies of a day. Each is one or two queries, kept for a minute."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.dated import by_day
from tinhso.foundation.organisation.info import AgencyInfo, CodeInfo, Header, UnitInfo
from tinhso.foundation.organisation.models import (
    Agency,
    AgencyCode,
    AgencySuccession,
    ProvinceName,
    Unit,
    UnitSuccession,
)
from tinhso.foundation.organisation.models.validity import valid_on
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import NotFound

FALLBACK = Header(name="Tỉnh Số")
DESK_KINDS = ("one_stop_desk", "service_centre")


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
    return _unit(row)


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
    return [_unit(row) for row in rows.order_by("level", "sort_key", "code")]


@by_day
def successors(code: str, valid_from: date) -> list[UnitInfo]:
    """The units into which the unit of that key went; empty while it lives or when unknown."""
    rows = UnitSuccession.objects.filter(predecessor__code=code, predecessor__valid_from=valid_from)
    found = rows.select_related("successor__parent").order_by("successor__sort_key")
    return [_unit(row.successor) for row in found]


@by_day
def agency(agency_id: UUID) -> AgencyInfo:
    """The agency, living or abolished; NotFound when there is none."""
    return _one(Agency.objects.filter(id=agency_id), str(agency_id))


@by_day
def agency_by_slug(slug: str) -> AgencyInfo:
    """The agency by its stable id in the folder; NotFound when there is none."""
    return _one(Agency.objects.filter(slug=slug), slug)


@by_day
def agencies(
    on: date | None = None, level: str | None = None, kind: str | None = None, unit_code: str | None = None
) -> list[AgencyInfo]:
    """Agencies of the day in Vietnamese order."""
    rows = Agency.objects.select_related("unit").filter(valid_on(on or today()))
    for name, value in (("level", level), ("kind", kind), ("unit__code", unit_code)):
        if value is not None:
            rows = rows.filter(**{name: value})
    return [_agency(row) for row in rows.order_by("level", "sort_key", "slug")]


@by_day
def children(agency_id: UUID, on: date | None = None) -> list[AgencyInfo]:
    """The agencies directly below, valid that day."""
    rows = Agency.objects.select_related("unit").filter(valid_on(on or today()), parent_id=agency_id)
    return [_agency(row) for row in rows.order_by("sort_key", "slug")]


@by_day
def agency_code_info(agency_id: UUID, on: date | None = None) -> CodeInfo:
    """The code under which the agency issues papers that day: its own, or that of the nearest agency above."""
    on = on or today()
    current: UUID | None = agency_id
    while current is not None:
        row = AgencyCode.objects.filter(valid_on(on), agency_id=current).first()
        if row is not None:
            return CodeInfo(row.code, row.old_code, row.provisional, row.valid_from, row.valid_to)
        current = Agency.objects.filter(id=current).values_list("parent_id", flat=True).first()
    raise NotFound(
        "agency_code_unknown",
        _("Cơ quan này không có mã định danh vào ngày %(day)s.") % {"day": f"{on:%d/%m/%Y}"},
        way_out=_("Người quản trị khai báo mã trong danh mục cơ quan."),
    )


def agency_code(agency_id: UUID, on: date | None = None) -> str:
    """The code alone; see `agency_code_info`."""
    return agency_code_info(agency_id, on).code


@by_day
def agency_by_code(code: str, on: date | None = None) -> AgencyInfo:
    """The agency that bore the code (new or old form) on the day; NotFound when none did."""
    rows = AgencyCode.objects.filter(valid_on(on or today()))
    row = rows.filter(code=code).first() or rows.filter(old_code=code).exclude(old_code="").first()
    return _one(Agency.objects.filter(id=row.agency_id) if row else Agency.objects.none(), code)


@by_day
def continuing(agency_id: UUID, on: date | None = None, unit_code: str | None = None) -> AgencyInfo:
    """The agency itself while it lives, otherwise the one that continues it on the day.

    Where an agency was split, the successor whose unit took over the unit `unit_code` (as it was on the
    abolished agency's last day) is chosen, else the one of the lowest rank. NotFound when nobody is named.
    """
    on = on or today()
    current = agency(agency_id)
    for _step in range(20):
        if current.valid_to is None or current.valid_to >= on:
            return current
        links = AgencySuccession.objects.filter(predecessor_id=current.id).order_by(
            "rank", "successor__sort_key"
        )
        options = [link.successor for link in links.select_related("successor__unit")]
        if not options:
            break
        heirs = _heirs(unit_code, current.valid_to) if unit_code and len(options) > 1 else set()
        current = _agency(next((row for row in options if row.unit_id in heirs), options[0]))
    raise NotFound(
        "agency_without_successor",
        _("Chưa biết cơ quan nào kế thừa %(name)s.") % {"name": current.name},
        way_out=_("Người quản trị khai báo cơ quan kế thừa trong danh mục cơ quan."),
    )


def _heirs(unit_code: str, last_day: date) -> set[UUID]:
    links = UnitSuccession.objects.filter(valid_on(last_day, "predecessor__"), predecessor__code=unit_code)
    return set(links.values_list("successor_id", flat=True))


@by_day
def header(on: date | None = None) -> Header:
    """The province's name shown that day; the product's own name before any folder is loaded."""
    row = ProvinceName.objects.filter(valid_on(on or today())).first()
    return Header(row.name, row.sub_line, row.unit_code) if row else FALLBACK


@by_day
def competent_agency(level: str, unit_code: str, field: str | None, on: date | None = None) -> AgencyInfo:
    """Who has authority at the level for the unit and the field on the day.

    A department that names the field comes before the people's committee. `unit_code` may be a unit
    below the level: a commune's code finds its district and its province. NotFound when there is none.
    """
    on = on or today()
    line = _line(unit_code, on)
    for ancestor in line:
        if ancestor.level != level:
            continue
        rows = Agency.objects.select_related("unit").filter(valid_on(on), level=level, unit_id=ancestor.id)
        found = (
            rows.filter(kind__in=("department", "inspectorate"), fields__contains=[field]).first()
            if field
            else None
        )
        found = found or rows.filter(kind="peoples_committee").first()
        if found:
            return _agency(found)
    raise NotFound(
        "no_competent_agency",
        _("Không có cơ quan cấp này cho địa bàn đã chọn vào ngày %(day)s.") % {"day": f"{on:%d/%m/%Y}"},
        field="unit_code",
        way_out=_("Chọn địa bàn khác, hoặc chọn cấp đang có vào ngày đó."),
    )


@by_day
def linked_agency(kind: str, unit_code: str, on: date | None = None) -> AgencyInfo:
    """The vertical agency (`tax_office`, `land_registry`…) in charge of the unit, nearest area first."""
    on = on or today()
    for ancestor in _line(unit_code, on):
        row = (
            Agency.objects.select_related("unit").filter(valid_on(on), kind=kind, unit_id=ancestor.id).first()
        )
        if row:
            return _agency(row)
    return _one(Agency.objects.none(), f"{kind} {unit_code}")


@by_day
def one_stop_desk(agency_id: UUID, on: date | None = None) -> AgencyInfo:
    """Where the agency's dossiers are received: its own desk, that of the agency above, or itself.

    An agency without any desk of its own, such as a land registry, is served by the province's centre
    (NĐ 118/2025/NĐ-CP, Điều 14: centres also receive for vertical agencies).
    """
    on = on or today()
    start = current = agency(agency_id)
    while True:
        rows = Agency.objects.select_related("unit").filter(
            valid_on(on), parent_id=current.id, kind__in=DESK_KINDS
        )
        row = rows.order_by("sort_key").first()
        if row:
            return _agency(row)
        if current.parent_id is None or current.kind in DESK_KINDS:
            break
        current = agency(current.parent_id)
    if current.kind in DESK_KINDS:
        return current
    centres = agencies(on, level="province", kind="service_centre") if start.vertical else []
    return centres[0] if centres else start


def _line(unit_code: str, on: date) -> Iterable[UnitInfo]:
    """The unit and those above it, nearest first."""
    code: str | None = unit_code
    while code:
        found = unit(code, on)
        yield found
        code = found.parent_code


def _one(rows: QuerySet[Agency], what: str) -> AgencyInfo:
    row = rows.select_related("unit").first()
    if row is None:
        raise NotFound(
            "agency_unknown",
            _("Không có cơ quan “%(what)s”.") % {"what": what},
            way_out=_("Chọn cơ quan trong danh mục."),
        )
    return _agency(row)


def _unit(row: Unit) -> UnitInfo:
    return UnitInfo(
        id=row.id,
        code=row.code,
        name=row.name,
        type=row.type,
        level=row.level,
        parent_code=row.parent.code if row.parent else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        legal_basis=row.legal_basis,
        note=row.note,
        unverified=tuple(row.unverified),
    )


def _agency(row: Agency) -> AgencyInfo:
    return AgencyInfo(
        id=row.id,
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        level=row.level,
        unit_code=row.unit.code,
        unit_name=row.unit.name,
        parent_id=row.parent_id,
        vertical=row.vertical,
        fields=tuple(row.fields),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        unverified=tuple(row.unverified),
    )
