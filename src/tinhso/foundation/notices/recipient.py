"""To whom a notice goes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tinhso.foundation.identity.api import organisation_of, person_of


@dataclass(frozen=True)
class Recipient:
    """A person or organisation and where to reach them; empty addresses are not used."""

    name: str
    email: str = ""
    phone: str = ""
    account_id: UUID | None = None


def recipient_of(account_id: UUID) -> Recipient:
    """The contacts that an account holder gave; a recipient without address when there are none."""
    known = person_of(account_id) or organisation_of(account_id)
    if known is None:
        return Recipient("", account_id=account_id)
    return Recipient(known.name, known.email, known.phone, account_id)
