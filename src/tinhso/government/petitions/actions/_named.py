"""Keep the officers whom a petition is about away from it."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.identity.api import people_in_role
from tinhso.foundation.organisation.api import children
from tinhso.government.petitions.models import NamedOfficer, Petition
from tinhso.government.petitions.offices import above
from tinhso.government.petitions.rules.moves import BEHAVIOUR, HANDLERS
from tinhso.government.petitions.rules.naming import speaks_of


def keep_away(petition: Petition, agency_id: UUID) -> set[UUID]:
    """Close the petition to every officer of the agency, and of those below it, whom its words name.

    Gives the accounts that are kept away. A matter about rules names nobody.
    """
    if petition.kind != BEHAVIOUR:
        return set()
    texts = (petition.officer_name, petition.title, petition.content)
    found = {
        person.account_id
        for place in (agency_id, *(child.id for child in children(agency_id)))
        for role in sorted(HANDLERS)
        for person in people_in_role(place, role)
        if speaks_of(texts, person.name)
    }
    NamedOfficer.objects.bulk_create(
        [NamedOfficer(petition=petition, account_id=account) for account in found], ignore_conflicts=True
    )
    return found


def holder_for(petition: Petition, agency_id: UUID) -> UUID:
    """The agency itself, or the one above when all leaders who could approve the answer are named."""
    named = keep_away(petition, agency_id)
    leaders = {person.account_id for person in people_in_role(agency_id, "leader")}
    if leaders and leaders <= named:
        return above(agency_id) or agency_id
    return agency_id
