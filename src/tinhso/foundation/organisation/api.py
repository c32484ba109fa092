"""The only door to units, agencies, their codes and successors. All questions are asked of a day."""

from __future__ import annotations

from tinhso.foundation.organisation.actions.replace_agency_code import replace_agency_code
from tinhso.foundation.organisation.info import AgencyInfo, CodeInfo, Header, UnitInfo
from tinhso.foundation.organisation.queries import (
    agencies,
    agency,
    agency_by_code,
    agency_by_slug,
    agency_code,
    agency_code_info,
    children,
    competent_agency,
    continuing,
    header,
    linked_agency,
    one_stop_desk,
    successors,
    unit,
    units,
)

__all__ = [
    "AgencyInfo",
    "CodeInfo",
    "Header",
    "UnitInfo",
    "agencies",
    "agency",
    "agency_by_code",
    "agency_by_slug",
    "agency_code",
    "agency_code_info",
    "children",
    "competent_agency",
    "continuing",
    "header",
    "linked_agency",
    "one_stop_desk",
    "replace_agency_code",
    "successors",
    "unit",
    "units",
]
