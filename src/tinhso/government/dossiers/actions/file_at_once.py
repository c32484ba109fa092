"""A whole filing in one request, for programs: the same checks and the same receipt as a draft's."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from tinhso.government.dossiers import receipt
from tinhso.government.dossiers.actions._create import Filed
from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.actions._idempotency import earlier, fulfil
from tinhso.government.dossiers.actions.drafts import put_draft_file, save_draft, start_draft
from tinhso.government.dossiers.actions.file_dossier import file_dossier
from tinhso.government.dossiers.rules.inputs import PaperInput, PartyInput
from tinhso.lib.actor import Actor


@dataclass(frozen=True)
class FilingInput:
    """What a draft gathers page by page, at once."""

    procedure_code: str
    parties: tuple[PartyInput, ...]
    unit_code: str = ""
    competent_agency_id: UUID | None = None
    delivery: str = "desk"
    data: dict[str, Any] = field(default_factory=dict)
    papers: tuple[PaperInput, ...] = ()


@verb("file", on="filing")
def file_at_once(actor: Actor, filing: FilingInput, *, idempotency_key: str) -> Filed:
    """File. The same key with the same content answers with the same receipt (`again`).

    Raises Conflict when the key was used for other content, and whatever `file_dossier` raises.
    """
    done, key = earlier(actor, "file", idempotency_key, filing)
    if done is not None:
        return Filed(done, receipt.receipt_secret(done), again=True)
    draft = start_draft(actor, filing.procedure_code)
    save_draft(
        actor,
        draft.pk,
        data=filing.data,
        people={
            p.role: {**asdict(p), "birth_date": p.birth_date and p.birth_date.isoformat()}
            for p in filing.parties
        },
        competent_agency_id=filing.competent_agency_id,
        unit_code=filing.unit_code,
        delivery=filing.delivery,
    )
    for paper in filing.papers:
        if paper.file_id is not None:
            put_draft_file(actor, draft.pk, paper.component_key, paper.file_id)
    made = file_dossier(actor, draft.pk)
    fulfil(key, made.dossier)
    return made
