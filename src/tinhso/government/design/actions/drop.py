"""Give a draft up."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.records.api import Subject, act, record
from tinhso.government.design.access import for_change
from tinhso.government.design.models import VersionDraft
from tinhso.lib.actor import Actor


@act("design.dropped")
def drop(actor: Actor, draft_id: UUID, expected: int) -> None:
    """The draft is closed; its saves are kept. Raises like `save`. Records `design.dropped`."""
    draft = for_change(actor, draft_id, expected)
    draft.state = VersionDraft.State.DROPPED
    draft.save(update_fields=["state"])
    record(actor, "design.dropped", Subject("version_draft", draft.id), {"code": draft.code})
