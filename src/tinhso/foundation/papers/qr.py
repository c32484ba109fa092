"""Signing what a paper's QR says, and reading it back."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from tinhso.foundation.papers.rules import payload
from tinhso.foundation.papers.rules.payload import Claims
from tinhso.foundation.records.api import published_keys, sealing_key, signed_by

PATH = "/xac-minh/qr/"


def applicant_digest(paper: UUID, number: str) -> str:
    """Eighty bits that only this site can make of a paper and its applicant's number; empty without a number.

    Keyed, since twelve digits are soon guessed; of the one paper, so that nobody joins two papers of a person by it.
    """
    plain = "".join(letter for letter in number.upper() if letter.isalnum())
    if not plain:
        return ""
    raw = salted_hmac("papers.applicant", f"{paper}:{plain}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(raw[:10]).rstrip(b"=").decode()


def is_applicant(claims: Claims, number: str) -> bool:
    """True when the paper was made for the person or enterprise of this number."""
    return bool(claims.applicant) and constant_time_compare(
        claims.applicant, applicant_digest(claims.paper, number)
    )


def address(claims: Claims) -> str:
    """What the symbol holds: an address of ours that carries the signed claims."""
    key = sealing_key()
    return f"{settings.TINHSO_PUBLIC_URL}{PATH}{payload.signed(claims, key.id, key.sign)}/"


def read(token: str) -> Claims | None:
    """The claims of a scanned text (an address of ours, or the signed part alone); None when we never signed it."""
    token = token.strip()
    if PATH in token:
        token = token.partition(PATH)[2]
    return payload.read(token.strip("/"), signed_by)


def key_set() -> dict[str, Any]:
    """The published keys as a JWK set (RFC 7517, RFC 8037): what a third party keeps to check papers offline."""
    return {
        "keys": [
            {
                "kty": "OKP",
                "crv": "Ed25519",
                "use": "sig",
                "alg": "EdDSA",
                "kid": ident,
                "x": base64.urlsafe_b64encode(raw).rstrip(b"=").decode(),
            }
            for ident, raw in published_keys().items()
        ]
    }
