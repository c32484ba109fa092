"""Accounts of the made-up residents: registered through the real form's action, verified at no desk."""

from __future__ import annotations

import secrets
from uuid import UUID

from tinhso.demo.people import MadeUpPerson
from tinhso.foundation.identity import api as identity

_known: dict[str, UUID] = {}


def account(person: MadeUpPerson, commune: str) -> UUID:
    """The person's account, registered at the first need; nobody knows its password."""
    if person.citizen_id not in _known:
        found = identity.account_of(person.citizen_id)
        if found is None:
            identity.register_person(
                identity.PersonClaim(
                    citizen_id=person.citizen_id,
                    name=person.name,
                    birth_date=person.born,
                    sex="female" if person.female else "male",
                    phone=person.phone,
                    address_unit=commune,
                    address_line="Thôn Mẫu",
                ),
                secrets.token_urlsafe(24),
            )
            found = identity.account_of(person.citizen_id)
        assert found is not None
        _known[person.citizen_id] = found
    return _known[person.citizen_id]
