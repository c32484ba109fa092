"""The code and the secret on a sender's receipt: the secret is derived, only its hash is stored."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from tinhso.government.petitions.models import Petition

# Without I, L, O, U, so that a code survives handwriting.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_READ_AS = str.maketrans("ILOU", "110V")


def new_code(year: int) -> str:
    """A code of ours, e.g. `PAKN-2026-7K2M9X`; no official code exists for it."""
    return f"PAKN-{year}-" + "".join(secrets.choice(ALPHABET) for _turn in range(6))


def secret_of(petition: Petition) -> str:
    """Twelve letters and digits in three groups."""
    return _secret(petition.pk)


def secret_hash(petition_id: UUID) -> str:
    """What is stored."""
    return digest(_secret(petition_id))


def digest(secret: str) -> str:
    """The hash of a typed secret, however it was grouped or cased."""
    plain = "".join(c for c in secret.upper().translate(_READ_AS) if c.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def fits(petition: Petition, secret: str) -> bool:
    """True when the secret opens this petition; compared in constant time."""
    return bool(secret) and constant_time_compare(digest(secret), petition.secret_hash)


def voter(kind: str, ident: UUID) -> str:
    """The digest under which an account or a receipt says once whether it is satisfied."""
    return salted_hmac("petitions.voter", f"{kind}:{ident}", algorithm="sha256").hexdigest()


def _secret(petition_id: UUID) -> str:
    raw = salted_hmac("petitions.receipt", str(petition_id), algorithm="sha256").digest()
    number = int.from_bytes(raw[:8], "big")
    letters = "".join(ALPHABET[(number >> (5 * i)) & 31] for i in range(LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))
