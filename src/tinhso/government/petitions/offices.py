"""For which agencies an officer acts here: their own, and the abolished ones that it continues.

A petition keeps the agency that it was sent to; whose it is today is asked of the organisation room.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from tinhso.foundation.organisation.api import AgencyInfo as Agency
from tinhso.foundation.organisation.api import agencies, agency, continuing, inherited
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import NotFound

# Who answers to people: committees, departments and the offices below them. Vertical agencies have their own way.
KINDS = (
    "peoples_committee",
    "committee_office",
    "department",
    "inspectorate",
    "service_centre",
    "land_registry",
)


def now_of(agency_id: UUID, unit_code: str) -> UUID:
    """The agency that has these matters today; itself while nobody is named to continue it."""
    try:
        return continuing(agency_id, today(), unit_code or None).id
    except NotFound:
        return agency_id


def acts_for(own: UUID | None, agency_id: UUID, unit_code: str) -> bool:
    """True when the own agency is this one, or has its matters of the unit now."""
    return own is not None and (own == agency_id or now_of(agency_id, unit_code) == own)


def of_agency(agency_id: UUID | None, column: str = "holder_id") -> Q:
    """Petitions whose `column` is the agency, or an abolished one that it continues for their unit."""
    if agency_id is None:
        return Q(pk__in=[])
    found = Q(**{column: agency_id})
    for part in inherited(agency_id):
        one = Q(**{column: part.agency_id})
        if part.only is not None:
            one &= Q(unit_code__in=sorted(part.only - part.but_not))
        elif part.but_not:
            one &= ~Q(unit_code__in=sorted(part.but_not))
        found |= one
    return found


def addressable() -> list[Agency]:
    """The agencies to which a petition can be sent today, in Vietnamese order within each level."""
    return [a for a in agencies(today()) if a.kind in KINDS and not a.vertical]


def above(agency_id: UUID) -> UUID | None:
    """The agency above, where a matter about an agency's own leader goes; None when nothing stands above."""
    parent = agency(agency_id).parent_id
    if parent is not None:
        return parent
    top = [a.id for a in agencies(today(), level="province", kind="peoples_committee") if a.id != agency_id]
    return top[0] if len(top) == 1 else None
