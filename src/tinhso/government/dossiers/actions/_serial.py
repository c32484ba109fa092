"""The next code of an agency's day: the counter row stays locked until the filing is committed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection

from tinhso.foundation.organisation.api import agency_code
from tinhso.government.dossiers.rules import codes

_NEXT = """
INSERT INTO dossiers_dossierserial AS counter (agency_code, day, last) VALUES (%s, %s, 1)
ON CONFLICT (agency_code, day) DO UPDATE SET last = counter.last + 1
RETURNING last
"""


def next_code(agency_id: UUID, day: date) -> str:
    """A code without twin and, since a rolled-back filing gives its serial back, without gap."""
    code = agency_code(agency_id, day)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [code, day])
        (serial,) = cursor.fetchone()
    return codes.make(code, day, serial)
