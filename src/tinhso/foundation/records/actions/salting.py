"""Salted digests: they prove a value to whoever knows it and tell nothing once the salt is erased."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Any

from tinhso.foundation.records.models import Salt
from tinhso.foundation.records.rules.canonical import canonical


def digest(salt: bytes, key: str, value: Any) -> str:
    """SHA-256 over salt, key and the canonical value, in hexadecimal."""
    return sha256(salt + key.encode() + b"\x00" + canonical(value)).hexdigest()


def salted(kind: str, ident: str, values: dict[str, Any]) -> dict[str, str]:
    """The digests of the values under the object's salt, which is made on first use."""
    Salt.objects.bulk_create(
        [Salt(subject_kind=kind, subject_id=ident, salt=os.urandom(32))], ignore_conflicts=True
    )
    salt = bytes(Salt.objects.get(subject_kind=kind, subject_id=ident).salt)
    return {key: digest(salt, key, value) for key, value in values.items()}


def matches(kind: str, ident: str, digests: dict[str, str], key: str, value: Any) -> bool:
    """True when the digest under `key` is of this value; False also when the salt was erased."""
    salt = Salt.objects.filter(subject_kind=kind, subject_id=ident).first()
    return salt is not None and digests.get(key) == digest(bytes(salt.salt), key, value)


def erase(kind: str, ident: str) -> bool:
    """Erase the object's salt: its digests can never be matched again. True when there was one."""
    return Salt.objects.filter(subject_kind=kind, subject_id=ident).delete()[0] > 0
