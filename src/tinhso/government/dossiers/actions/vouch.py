"""Vouching for a paper to whoever holds it: what it is and what became of it; the look is recorded."""

from __future__ import annotations

from uuid import UUID

from tinhso.government.dossiers.actions.look_at_people import note_look
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.issued import (
    IssuedPaper,
    issued_by_code,
    issued_by_digest,
    issued_by_paper,
)
from tinhso.lib.actor import Actor

LOOK = "paper_check"


def vouch_by_code(actor: Actor, code: str, token: str) -> list[IssuedPaper]:
    """The paper of the dossier `code` that carries the verification code `token`; empty for a wrong pair.

    The caller counts wrong pairs.
    """
    found = issued_by_code(code, token)
    return [_seen(actor, *found)] if found else []


def vouch_by_digest(actor: Actor, sha256: str) -> list[IssuedPaper]:
    """Results whose electronic paper has this SHA-256 (64 hexadecimal digits); empty when none has."""
    return [_seen(actor, *found) for found in issued_by_digest(sha256)]


def vouch_by_paper(actor: Actor, paper_id: UUID) -> list[IssuedPaper]:
    """The paper whose signed QR was scanned, as our record has it today; empty when none is left."""
    found = issued_by_paper(paper_id)
    return [_seen(actor, *found)] if found else []


def note_check(actor: Actor, dossier_id: UUID) -> None:
    """Record that somebody had a paper of this dossier checked, where another room answers for the paper."""
    note_look(actor, Dossier.objects.get(pk=dossier_id), LOOK)


def _seen(actor: Actor, dossier: Dossier, paper: IssuedPaper) -> IssuedPaper:
    note_look(actor, dossier, LOOK)
    return paper
