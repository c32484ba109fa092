"""Whom a faulty package or a record that cannot leave waits for, and until when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import ZONE, calendar
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal.models import Outgoing
from tinhso.government.portal.rules.arrivals import Arrival, Filing
from tinhso.government.portal.rules.quality import DESK, OFFICE, SYSTEM
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

PORTAL = Actor.system("portal")
# Faults of the line itself: no office can mend them.
OF_THE_LINE = frozenset(
    {"unreadable", "wrong_hash", "content_differs", "portal_code_taken", "portal_code_odd", "file_unreachable",
     "procedure_not_found", "filed_in_future"}
)  # fmt: skip


def holder(code: str, arrival: Arrival | None, agency_id: UUID | None = None) -> tuple[UUID | None, str]:
    """(agency, role): the competent agency's administrator, or the system's where no agency can be told."""
    if code in OF_THE_LINE:
        return None, SYSTEM
    found = agency_id or _competent(arrival)
    return (found, OFFICE) if found else (None, SYSTEM)


def holder_of_line(row: Outgoing, who: str) -> UUID | None:
    """The agency whose desk or office has to act on a held record; None for the province's administrators."""
    if who == SYSTEM or row.dossier_id is None:
        return None if who == SYSTEM else row.agency_id
    dossier = dossiers.for_officer(PORTAL, row.dossier_id)
    return UUID(str(dossier.received_at_id if who == DESK else dossier.competent_id))


def deadline(arrived_at: datetime, arrival: Arrival | None = None) -> datetime:
    """When the person is owed an answer, whatever is wrong with the package: the reception's hours.

    They run from the filing on the portal (from the last payment where it was prepaid), not from when it
    reached us; from its arrival where the package does not tell, or tells a moment after it.
    """
    starts = arrived_at
    if arrival is not None and isinstance(arrival.body, Filing):
        paid = (one.paid_at for one in arrival.body.payments if arrival.body.prepaid)
        starts = min(max([arrival.body.filed_at, *paid]), arrived_at)
    return calendar().add_hours(starts, setting("reception_hours"))


def _competent(arrival: Arrival | None) -> UUID | None:
    if arrival is None or not isinstance(arrival.body, Filing) or not arrival.body.unit_code:
        return None
    day = arrival.body.filed_at.astimezone(ZONE).date()
    try:
        version = procedures.version(arrival.body.procedure_code, day)
        return procedures.agency_for(version, arrival.body.unit_code, day).id
    except NotFound:
        return _of_unit(arrival.body.unit_code)


def _of_unit(unit_code: str) -> UUID | None:
    found = organisation.agencies(None, kind="peoples_committee", unit_code=unit_code)
    return found[0].id if found else None
