"""A save of a draft: the whole package as it is now."""

from __future__ import annotations

from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.government.design.models import DraftSave, VersionDraft
from tinhso.government.design.rules.names import checked
from tinhso.lib.actor import Actor


def keep(actor: Actor, draft: VersionDraft, files: dict[str, str], file: str, verb: str) -> None:
    """Write the save under the draft's number and record the act."""
    draft.saved_at, draft.saved_by = now(), actor.account_id
    sound = checked(files)
    draft.save()
    DraftSave.objects.create(
        draft=draft,
        number=draft.number,
        files=sound,
        file=file,
        saved_at=draft.saved_at,
        saved_by=draft.saved_by,
    )
    facts = {"code": draft.code, "number": draft.number, "file": file}
    record(actor, verb, Subject("version_draft", draft.id), facts)
