"""Certificates as such, without the engine that signs: quick to load."""

from __future__ import annotations

from asn1crypto import pem, x509


def kind_of(own: x509.Certificate) -> str:
    """`rsa`, `ec`, or the name of a key that nobody signs with here."""
    told = str(own.public_key.algorithm)
    return {"rsassa_pss": "rsa"}.get(told, told)


def parsed(told: bytes) -> x509.Certificate:
    """A certificate from PEM or DER; raises ValueError for anything else."""
    body = pem.unarmor(told)[2] if pem.detect(told) else told
    return x509.Certificate.load(body, strict=True)
