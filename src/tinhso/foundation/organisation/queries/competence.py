"""Who has authority, who is linked, and who receives: for a unit or an agency on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.dated import by_day
from tinhso.foundation.organisation.info import AgencyInfo
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.organisation.models.validity import valid_on
from tinhso.foundation.organisation.queries.agencies import agencies, agency
from tinhso.foundation.organisation.queries.rows import agency_info, one_agency
from tinhso.foundation.organisation.queries.units import line
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import NotFound

DESK_KINDS = ("one_stop_desk", "service_centre")


@by_day
def competent_agency(level: str, unit_code: str, field: str | None, on: date | None = None) -> AgencyInfo:
    """Who has authority at the level for the unit and the field on the day.

    A department that names the field comes before the people's committee. `unit_code` may be a unit
    below the level: a commune's code finds its district and its province. NotFound when there is none.
    """
    on = on or today()
    for ancestor in line(unit_code, on):
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
            return agency_info(found)
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
    for ancestor in line(unit_code, on):
        row = (
            Agency.objects.select_related("unit").filter(valid_on(on), kind=kind, unit_id=ancestor.id).first()
        )
        if row:
            return agency_info(row)
    return one_agency(Agency.objects.none(), f"{kind} {unit_code}")


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
            return agency_info(row)
        if current.parent_id is None or current.kind in DESK_KINDS:
            break
        current = agency(current.parent_id)
    if current.kind in DESK_KINDS:
        return current
    centres = agencies(on, level="province", kind="service_centre") if start.vertical else []
    return centres[0] if centres else start
