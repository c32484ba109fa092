"""The record behind a certified electronic copy, for whoever holds the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.api import SigningRequest
from tinhso.government.scanning.models import Paper
from tinhso.government.scanning.rules.certifying import COPY, form_of

# One picture of a paper may stand in several dossiers; nobody reads more answers than these.
MOST = 5


@dataclass(frozen=True)
class SignedCopy:
    """`form`: SAO Y of an agency, or what an officer signed (Nghị định 30/2020/NĐ-CP, Điều 25).

    `number` of sheets compared is not told: it says nothing about the file. `later` is the scan that came in its
    place, with the moment when its officer confirmed it.
    """

    dossier_id: UUID
    title: str
    form: str
    agency_id: UUID
    at: datetime
    later: SignedCopy | None = None


def copies_by_digest(sha256: str) -> list[SignedCopy]:
    """The copies that were signed here and are this very file, the newest first; empty when none is."""
    found = []
    for request in signing.made_as(COPY, sha256)[:MOST]:
        paper = Paper.objects.select_related("batch").filter(pk=request.look["texts"]["paper"]).first()
        if paper is not None and paper.dossier is not None:
            found.append(_copy(paper, request))
    return found


def _copy(paper: Paper, request: SigningRequest) -> SignedCopy:
    assert paper.dossier is not None
    assert request.ended_at is not None
    later = Paper.objects.select_related("batch").filter(replaces=paper).first()
    form = form_of(request.agency_id is not None)
    office = request.agency_id or paper.batch.agency_id
    return SignedCopy(
        paper.dossier, request.title, form, office, request.ended_at, _scan(later) if later else None
    )


def _scan(paper: Paper) -> SignedCopy:
    assert paper.dossier is not None
    assert paper.checked_at is not None
    return SignedCopy(paper.dossier, paper.component_name, "", paper.batch.agency_id, paper.checked_at)
