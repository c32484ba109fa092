"""For which agencies an officer acts here: their own, and the abolished ones that it continues.

A petition keeps the agency that it was sent to; whose it is today is asked of the organisation room.
"""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.organisation.api import AgencyInfo as Agency
from tinhso.foundation.organisation.api import agencies, agency, now_of
from tinhso.foundation.worktime.api import today

# Who answers to people: committees, departments and the offices below them. Vertical agencies have their own way.
KINDS = (
    "peoples_committee",
    "committee_office",
    "department",
    "inspectorate",
    "service_centre",
    "land_registry",
)


def acts_for(own: UUID | None, agency_id: UUID, unit_code: str) -> bool:
    """True when the own agency is this one, or has its matters of the unit now."""
    return own is not None and (own == agency_id or now_of(agency_id, unit_code) == own)


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
