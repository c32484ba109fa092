"""Receipts and results of dossiers."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.organisation.api import agency
from tinhso.government.dossiers import api as dossiers
from tinhso.government.verification.rules.paper import Paper
from tinhso.lib.actor import Actor


class FromDossiers:
    """Asks the dossiers room, which records the look on the dossier."""

    def by_code(self, actor: Actor, code: str, token: str) -> list[Paper]:
        """By the dossier's code and the code printed beside it."""
        return [_paper(one) for one in dossiers.vouch_by_code(actor, code, token)]

    def by_digest(self, actor: Actor, sha256: str) -> list[Paper]:
        """Results that were published, and papers that were made here."""
        return [_paper(one) for one in dossiers.vouch_by_digest(actor, sha256)]

    def by_paper(self, actor: Actor, paper_id: UUID) -> list[Paper]:
        """By the id that the paper's QR carries."""
        return [_paper(one) for one in dossiers.vouch_by_paper(actor, paper_id)]


def _paper(one: dossiers.IssuedPaper) -> Paper:
    return Paper(
        kind=one.kind,
        title=one.title,
        procedure=one.procedure,
        agency=agency(one.agency_id).name,
        agency_now=agency(one.now_id).name,
        number=one.number,
        issued_at=one.issued_at,
        holder=one.holder,
        until=one.until,
        term_stated=one.term_stated,
        due_at=one.due_at,
        closed_at=one.closed_at,
        withdrawn_at=one.withdrawn_at,
        replaced_by=_paper(one.replaced_by) if one.replaced_by else None,
    )
