"""Papers that belong to no single dossier: registers and hand-over lists."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.papers import api as papers
from tinhso.government.verification.rules.paper import Paper
from tinhso.lib.actor import Actor


class FromPapers:
    """Tells that the paper was made and what became of it; nothing of the people on it."""

    def by_code(self, actor: Actor, code: str, token: str) -> list[Paper]:
        """Such a paper bears no code of a dossier."""
        return []

    def by_digest(self, actor: Actor, sha256: str) -> list[Paper]:
        """By its very file."""
        found = papers.by_sha256(sha256)
        return _told(found)

    def by_paper(self, actor: Actor, paper_id: UUID) -> list[Paper]:
        """By the id that its QR carries."""
        return _told(papers.find_paper(paper_id))


def _told(found: papers.Paper | None) -> list[Paper]:
    if found is None or found.subject_kind == "dossier":
        return []
    later = papers.replacement(found.pk)
    return [_paper(found, _paper(later) if later is not None else None)]


def _paper(found: papers.Paper, later: Paper | None = None) -> Paper:
    office = str(found.data.get("head", {}).get("office", ""))
    return Paper(
        kind="slip",
        title=found.title,
        procedure="",
        agency=office,
        agency_now=office,
        number=str(found.data.get("fields", {}).get("number", "")),
        issued_at=found.made_at,
        withdrawn_at=found.withdrawn_at,
        replaced_by=later,
    )
