"""The only door to units, agencies, their codes and successors. All questions are asked of a day."""

from __future__ import annotations

from tinhso.foundation.organisation.actions.replace_agency_code import replace_agency_code
from tinhso.foundation.organisation.info import AgencyInfo, CodeInfo, Header, Inherited, UnitInfo
from tinhso.foundation.organisation.queries.agencies import agencies, agency, agency_by_slug, children
from tinhso.foundation.organisation.queries.codes import agency_by_code, agency_code, agency_code_info
from tinhso.foundation.organisation.queries.competence import (
    competent_agency,
    linked_agency,
    one_stop_desk,
)
from tinhso.foundation.organisation.queries.matters import matters_of, now_of, shares
from tinhso.foundation.organisation.queries.names import header
from tinhso.foundation.organisation.queries.succession import continuing, inherited, predecessors
from tinhso.foundation.organisation.queries.units import covered, ended_units, successors, unit, units

__all__ = [
    "AgencyInfo",
    "CodeInfo",
    "Header",
    "Inherited",
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
    "covered",
    "ended_units",
    "header",
    "inherited",
    "linked_agency",
    "matters_of",
    "now_of",
    "one_stop_desk",
    "predecessors",
    "replace_agency_code",
    "shares",
    "successors",
    "unit",
    "units",
]
