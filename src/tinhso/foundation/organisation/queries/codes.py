"""Under which code an agency issues papers, and who bears a code."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.dated import by_day
from tinhso.foundation.organisation.info import AgencyInfo, CodeInfo
from tinhso.foundation.organisation.models import Agency, AgencyCode
from tinhso.foundation.organisation.models.validity import valid_on
from tinhso.foundation.organisation.queries.rows import one_agency
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import NotFound


@by_day
def agency_code_info(agency_id: UUID, on: date | None = None) -> CodeInfo:
    """The code under which the agency issues papers that day: its own, or that of the nearest agency above."""
    on = on or today()
    current: UUID | None = agency_id
    while current is not None:
        row = AgencyCode.objects.filter(valid_on(on), agency_id=current).first()
        if row is not None:
            return _code(row)
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
    return one_agency(Agency.objects.filter(id=row.agency_id) if row else Agency.objects.none(), code)


def codes_on(on: date) -> dict[UUID, CodeInfo]:
    """The own code of every agency that has one that day, in one query; not kept: for an administrator's list."""
    return {row.agency_id: _code(row) for row in AgencyCode.objects.filter(valid_on(on))}


def code_history(agency_id: UUID) -> list[tuple[CodeInfo, str]]:
    """Every own code the agency had or will have with its legal basis, the latest first."""
    rows = AgencyCode.objects.filter(agency_id=agency_id).order_by("-valid_from")
    return [(_code(row), row.legal_basis) for row in rows]


def _code(row: AgencyCode) -> CodeInfo:
    return CodeInfo(row.code, row.old_code, row.provisional, row.valid_from, row.valid_to)
