"""The next code of an agency's day: the counter row stays locked until the filing is committed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tinhso.foundation.organisation.api import agency_code
from tinhso.foundation.records.api import STAMP
from tinhso.government.dossiers.rules import codes
from tinhso.lib.prepared import prepared

_NEXT = f"""
INSERT INTO dossiers_dossierserial AS counter (agency_code, day, last) VALUES (%s, %s, 1)
ON CONFLICT (agency_code, day) DO UPDATE SET last = counter.last + 1
RETURNING last, {STAMP}
"""  # noqa: S608 our own words


def next_code(agency_id: UUID, day: date) -> tuple[str, str]:
    """A code without twin and, since a rolled-back filing gives its serial back, without gap.

    Beside it the stamp of the running transaction, for the first event of what gets the code (`records.begin`).
    """
    code = agency_code(agency_id, day)
    with prepared() as cursor:
        cursor.execute(_NEXT, [code, day])
        serial, stamp = cursor.fetchone()
    return codes.make(code, day, serial), stamp
