"""Receipts and results of dossiers."""

from __future__ import annotations

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
        """Results alone: a receipt is printed, it has no file."""
        return [_paper(one) for one in dossiers.vouch_by_digest(actor, sha256)]


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
