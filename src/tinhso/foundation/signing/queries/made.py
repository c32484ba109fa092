"""The signatures that were made here on a file: by whom, as what, when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tinhso.foundation.signing.models import Archive, SigningRequest


@dataclass(frozen=True)
class Signature:
    """`what`: which of the asking room's signatures; `name`: of the person, or of the agency."""

    what: str
    name: str
    at: datetime
    by_agency: bool


def signatures_on(file_ids: Iterable[UUID | None]) -> dict[UUID, list[Signature]]:
    """By signed file, the first signer first; files that nobody signed here are left out. One question for all, two where some are signed.

    A signature before the last of a file is told with it where the last followed it. Rights are the caller's.
    """
    wanted = {one for one in file_ids if one is not None}
    if not wanted:
        return {}
    signed = SigningRequest.objects.filter(signed_id__in=wanted)
    # Few files are signed here: whoever asks of many is answered without all that stands behind a signature.
    found_ids = list(signed.values_list("pk", flat=True))
    if not found_ids:
        return {}
    rows = SigningRequest.objects.filter(pk__in=found_ids).select_related(
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


def made_as(what: str, sha256: str) -> list[SigningRequest]:
    """The requests of this kind whose signed file has this SHA-256, the last first. Rights are the caller's."""
    rows = SigningRequest.objects.filter(what=what, state="signed", signed__sha256=sha256)
    return list(rows.order_by("-ended_at"))


def signed_since(moment: datetime, kinds: tuple[str, ...]) -> list[str]:
    """The subjects of which something of these kinds was signed since then."""
    rows = SigningRequest.objects.filter(what__in=kinds, state="signed", ended_at__gte=moment)
    return sorted(set(rows.values_list("subject_id", flat=True)))


def archived_among(file_ids: Iterable[UUID]) -> set[UUID]:
    """Those of these files that were archived, or are such a file."""
    wanted = set(file_ids)
    rows = Archive.objects.filter(Q(source_id__in=wanted) | Q(file_id__in=wanted))
    return {ident for pair in rows.values_list("source_id", "file_id") for ident in pair} & wanted
