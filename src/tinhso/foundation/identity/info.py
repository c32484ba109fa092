"""What other rooms get to know: plain values instead of rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tinhso.foundation.identity.models import Capacity, Organisation, Person


@dataclass(frozen=True)
class CapacityInfo:
    """Somebody's place in an agency. `valid_to` is its last day, None while open-ended."""

    id: UUID
    account_id: UUID
    agency_id: UUID
    name: str
    position: str
    roles: frozenset[str]
    valid_from: date
    valid_to: date | None
    awaiting: bool = False

    def lives_on(self, on: date) -> bool:
        """True when the capacity holds on that day; one that is only offered never does."""
        return not self.awaiting and self.valid_from <= on and (self.valid_to is None or self.valid_to >= on)

    @classmethod
    def of(cls, row: Capacity) -> CapacityInfo:
        """From a row whose account and person are loaded."""
        person = getattr(row.account, "person", None)
        return cls(
            id=row.pk,
            account_id=row.account_id,
            agency_id=row.agency_id,
            name=person.name if person else "",
            position=row.position,
            roles=frozenset(row.roles),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            awaiting=row.awaiting,
        )


@dataclass(frozen=True)
class PersonInfo:
    """A person. `citizen_id` is whole: mask it unless the reader handles the dossier."""

    account_id: UUID
    name: str
    birth_date: date | None
    sex: str
    citizen_id: str
    phone: str
    email: str
    address_unit: str
    address_on: date | None
    address_line: str
    verified: bool

    @classmethod
    def of(cls, row: Person) -> PersonInfo:
        """From a row."""
        return cls(
            account_id=row.account_id,
            name=row.name,
            birth_date=row.birth_date,
            sex=row.sex,
            citizen_id=row.citizen_id or "",
            phone=row.phone,
            email=row.email,
            address_unit=row.address_unit,
            address_on=row.address_on,
            address_line=row.address_line,
            verified=row.verified_at is not None,
        )


@dataclass(frozen=True)
class OrganisationInfo:
    """An enterprise or organisation, and who answers for it."""

    account_id: UUID
    name: str
    tax_number: str
    representative: str
    phone: str
    email: str
    verified: bool

    @classmethod
    def of(cls, row: Organisation) -> OrganisationInfo:
        """From a row."""
        return cls(
            account_id=row.account_id,
            name=row.name,
            tax_number=row.tax_number,
            representative=row.representative,
            phone=row.phone,
            email=row.email,
            verified=row.verified_at is not None,
        )
