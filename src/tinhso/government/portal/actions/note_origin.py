"""Keeping what the portal said of a filing beside its dossier."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tinhso.foundation.worktime.api import now
from tinhso.government.portal.models import Origin


def note_origin(
    dossier_id: UUID,
    portal_code: str,
    *,
    filed_at: datetime,
    tech_id: str,
    identity_level: str = "",
    proven: bool = False,
) -> None:
    """The account on the portal that filed a dossier, and whether it had proven who it is; once per dossier."""
    Origin.objects.get_or_create(
        dossier_id=dossier_id,
        defaults={
            "portal_code": portal_code,
            "tech_id": tech_id[:200],
            "identity_level": identity_level[:40],
            "proven": proven,
            "filed_at": filed_at,
            "arrived_at": now(),
        },
    )
