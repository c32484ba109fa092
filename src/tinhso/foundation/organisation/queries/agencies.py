"""Agencies and their places in the tree."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tinhso.foundation.organisation.dated import by_day
from tinhso.foundation.organisation.info import AgencyInfo
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.organisation.models.validity import valid_on
from tinhso.foundation.organisation.queries.rows import agency_info, one_agency
from tinhso.foundation.worktime.api import today


@by_day
def agency(agency_id: UUID) -> AgencyInfo:
    """The agency, living or abolished; NotFound when there is none."""
    return one_agency(Agency.objects.filter(id=agency_id), str(agency_id))


@by_day
def agency_by_slug(slug: str) -> AgencyInfo:
    """The agency by its stable id in the folder; NotFound when there is none."""
    return one_agency(Agency.objects.filter(slug=slug), slug)


@by_day
def agencies(
    on: date | None = None, level: str | None = None, kind: str | None = None, unit_code: str | None = None
) -> list[AgencyInfo]:
    """Agencies of the day in Vietnamese order."""
    rows = Agency.objects.select_related("unit").filter(valid_on(on or today()))
    for name, value in (("level", level), ("kind", kind), ("unit__code", unit_code)):
        if value is not None:
            rows = rows.filter(**{name: value})
    return [agency_info(row) for row in rows.order_by("level", "sort_key", "slug")]


@by_day
def children(agency_id: UUID, on: date | None = None) -> list[AgencyInfo]:
    """The agencies directly below, valid that day."""
    rows = Agency.objects.select_related("unit").filter(valid_on(on or today()), parent_id=agency_id)
    return [agency_info(row) for row in rows.order_by("sort_key", "slug")]
