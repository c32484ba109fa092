"""The tracking secret on the receipt: derived, so a second submit shows the same one; stored only as a hash."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from tinhso.government.dossiers.models import Dossier

# Crockford's alphabet: no I, L, O, U, so that a secret survives handwriting.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_READ_AS = str.maketrans("ILOU", "110V")


def receipt_secret(dossier: Dossier) -> str:
    """Twelve letters and digits (60 bits) in three groups, e.g. `7K2M-Q9XA-3TZB`."""
    return _secret(dossier.pk)


def secret_hash(dossier_id: UUID) -> str:
    """What is stored."""
    return digest(_secret(dossier_id))


def digest(secret: str) -> str:
    """The hash of a typed secret, however it was grouped or cased."""
    return hashlib.sha256(plain_code(secret).encode()).hexdigest()


def plain_code(typed: str) -> str:
    """A typed secret without grouping and case, misread letters put right."""
    return "".join(c for c in typed.upper().translate(_READ_AS) if c.isalnum())


def rating_code(dossier: Dossier) -> str:
    """Eight letters and digits on the receipt that let the person rate this dossier once, and nothing else."""
    raw = salted_hmac("dossiers.rating", str(dossier.pk), algorithm="sha256").digest()
    number = int.from_bytes(raw[:8], "big")
    letters = "".join(ALPHABET[(number >> (5 * i)) & 31] for i in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def paper_code(dossier: Dossier, key: str) -> str:
    """Twelve letters and digits (60 bits) on one paper of a dossier, under which anybody checks that paper.

    `key` names the paper: `filing`, `receipt`, or a result. It opens what the paper says, never the dossier.
    """
    raw = salted_hmac("dossiers.paper", f"{dossier.pk}:{key}", algorithm="sha256").digest()
    return _grouped(int.from_bytes(raw[:8], "big"))


def fits(dossier: Dossier, secret: str) -> bool:
    """True when the secret opens this dossier; compared in constant time."""
    return bool(secret) and constant_time_compare(digest(secret), dossier.secret_hash)


def _secret(dossier_id: UUID) -> str:
    number = int.from_bytes(
        salted_hmac("dossiers.receipt", str(dossier_id), algorithm="sha256").digest()[:8], "big"
    )
    return _grouped(number)


def _grouped(number: int) -> str:
    letters = "".join(ALPHABET[(number >> (5 * i)) & 31] for i in range(LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))
