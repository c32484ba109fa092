"""What stands behind a scanned file of a dossier: who checked it and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tinhso.government.scanning.models import Paper


@dataclass(frozen=True)
class SignedScan:
    """The sign-off of a dossier's file: sheets counted, who checked, when; `scanned_by` None: the scanner's folder."""

    originals: int
    copies: int
    scanned_by: UUID | None
    scanned_at: datetime
    checked_by: UUID
    checked_at: datetime


def scan_of(dossier_file_ids: Iterable[UUID]) -> dict[UUID, SignedScan]:
    """The sign-offs of those files (ids of the dossiers room) that came through a scanner; others are left out.

    The caller has checked the right to their dossiers. Whether a file may be offered again instead of asked for
    is the dossiers room's to say; this tells that an officer compared it with the paper.
    """
    rows = Paper.objects.filter(dossier_file__in=set(dossier_file_ids), state=Paper.State.SIGNED)
    return {
        row.dossier_file: SignedScan(
            row.originals,
            row.copies,
            row.batch.made_by_id,
            row.batch.made_at,
            row.checked_by_id,
            row.checked_at,
        )
        for row in rows.select_related("batch")
        if row.dossier_file and row.checked_by_id and row.checked_at
    }
