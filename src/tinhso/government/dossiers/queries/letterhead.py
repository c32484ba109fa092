"""What stands at the head and the foot of a printed paper: the office, how to reach it, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.province.api import setting


@dataclass(frozen=True)
class Letterhead:
    """Empty texts are facts that the province has not verified: the paper leaves them out."""

    above: str
    office: str
    place: str
    address: str
    phone: str
    officer: str


def letterhead(agency_id: UUID, account_id: UUID | None) -> Letterhead:
    """The head of a paper of an agency, signed by an account (None: the platform received it).

    The address known today is that of the province's own service centre; the hotline serves every desk.
    """
    office = agency(agency_id)
    above = agency(office.parent_id).name if office.parent_id else ""
    provincial = office.level == "province" and office.kind == "one_stop_desk"
    return Letterhead(
        # The agency above stands over its desk, as on official papers, unless the desk's name says it already.
        above="" if above in office.name else above,
        office=office.name,
        place=office.unit_name,
        address=str(setting("contacts.service_centre_address")) if provincial else "",
        phone=str(setting("contacts.hotline")),
        officer=person_name(account_id) if account_id else "",
    )
