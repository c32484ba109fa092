"""Accounts of the made-up residents: opened at their first need, verified at no desk."""

from __future__ import annotations

from uuid import UUID

from tinhso.demo.people import MadeUpPerson
from tinhso.foundation.identity import api as identity


def account(person: MadeUpPerson, commune: str) -> UUID:
    """The person's account, opened at the first need; nobody can sign in as them."""
    found = identity.account_of(person.citizen_id)
    if found is not None:
        return found
    return identity.open_demo_resident(
        identity.PersonClaim(
            citizen_id=person.citizen_id,
            name=person.name,
            birth_date=person.born,
            sex="female" if person.female else "male",
            phone=person.phone,
            address_unit=commune,
            address_line="Thôn Mẫu",
        )
    )
