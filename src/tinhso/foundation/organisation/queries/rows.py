"""From rows to the frozen facts that other rooms see."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.info import AgencyInfo, UnitInfo
from tinhso.foundation.organisation.models import Agency, Unit
from tinhso.lib.errors import NotFound


def unit_info(row: Unit) -> UnitInfo:
    """The unit; its parent is read along (`select_related("parent")`)."""
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


def agency_info(row: Agency) -> AgencyInfo:
    """The agency; its unit is read along (`select_related("unit")`)."""
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


def one_agency(rows: QuerySet[Agency], what: str) -> AgencyInfo:
    """The first of the rows; NotFound names `what` when there is none."""
    row = rows.select_related("unit").first()
    if row is None:
        raise NotFound(
            "agency_unknown",
            _("Không có cơ quan “%(what)s”.") % {"what": what},
            way_out=_("Chọn cơ quan trong danh mục."),
        )
    return agency_info(row)
