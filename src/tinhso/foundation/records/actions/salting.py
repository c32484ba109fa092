"""Salted digests: they prove a value to whoever knows it and tell nothing once the salt is erased."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Any

from tinhso.foundation.records.models import Salt
from tinhso.foundation.records.rules.canonical import canonical
from tinhso.lib.prepared import prepared

# One round trip whether the object has its salt or gets it now.
_SALT = """
WITH new AS (
    INSERT INTO records_salt (subject_kind, subject_id, salt)
    SELECT %(kind)s, %(id)s, %(new)s
    WHERE NOT EXISTS (SELECT 1 FROM records_salt WHERE subject_kind = %(kind)s AND subject_id = %(id)s)
    ON CONFLICT DO NOTHING RETURNING salt)
SELECT salt FROM new
UNION ALL SELECT salt FROM records_salt WHERE subject_kind = %(kind)s AND subject_id = %(id)s
"""


def digest(salt: bytes, key: str, value: Any) -> str:
    """SHA-256 over salt, key and the canonical value, in hexadecimal."""
    return sha256(salt + key.encode() + b"\x00" + canonical(value)).hexdigest()


def salted(kind: str, ident: str, values: dict[str, Any]) -> dict[str, str]:
    """The digests of the values under the object's salt, which is made on first use."""
    with prepared() as cursor:
        cursor.execute(_SALT, {"kind": kind, "id": ident, "new": os.urandom(32)})
        row = cursor.fetchone()
    # None: another transaction made it in this very moment; a new statement sees it.
    salt = bytes(row[0] if row else Salt.objects.get(subject_kind=kind, subject_id=ident).salt)
    return {key: digest(salt, key, value) for key, value in values.items()}


def matches(kind: str, ident: str, digests: dict[str, str], key: str, value: Any) -> bool:
    """True when the digest under `key` is of this value; False also when the salt was erased."""
    salt = Salt.objects.filter(subject_kind=kind, subject_id=ident).first()
    return salt is not None and digests.get(key) == digest(bytes(salt.salt), key, value)


def erase(kind: str, ident: str) -> bool:
    """Erase the object's salt: its digests can never be matched again. True when there was one."""
    return Salt.objects.filter(subject_kind=kind, subject_id=ident).delete()[0] > 0
