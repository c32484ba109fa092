"""The signatures that were made here on a file: by whom, as what, when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tinhso.foundation.signing.models import SigningRequest


@dataclass(frozen=True)
class Signature:
    """`what`: which of the asking room's signatures; `name`: of the person, or of the agency."""

    what: str
    name: str
    at: datetime
    by_agency: bool


def signatures_on(file_ids: Iterable[UUID | None]) -> dict[UUID, list[Signature]]:
    """By signed file, the first signer first; files that nobody signed here are left out. One question for all.

    A signature before the last of a file is told with it where the last followed it. Rights are the caller's.
    """
    wanted = {one for one in file_ids if one is not None}
    if not wanted:
        return {}
    rows = SigningRequest.objects.filter(signed_id__in=wanted).select_related(
        "account__person", "agency", "previous__account__person", "previous__agency"
    )
    found: dict[UUID, list[Signature]] = {}
    for row in rows:
        assert row.signed_id is not None
        before = row.previous
        every = [before, row] if before is not None and before.signed_id is not None else [row]
        found[row.signed_id] = [_told(one) for one in every]
    return found


def _told(row: SigningRequest) -> Signature:
    name = row.agency.name if row.agency is not None else row.account.person.name
    assert row.ended_at is not None
    return Signature(row.what, name, row.ended_at, row.agency_id is not None)
