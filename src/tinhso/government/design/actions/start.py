"""Begin a draft from a version."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.records.api import act
from tinhso.foundation.worktime.api import now
from tinhso.government.design.access import check_right
from tinhso.government.design.actions._keep import keep
from tinhso.government.design.models import VersionDraft
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor


@act("design.started")
def start(actor: Actor, version_id: UUID) -> VersionDraft:
    """A draft with the files of the version. Raises Forbidden, NotFound. Records `design.started`."""
    check_right(actor)
    base = procedures.get_version(version_id)
    draft = VersionDraft(
        code=base.code,
        slug=base.slug,
        field_key=base.field_key,
        field_name=base.field_name,
        title=base.title,
        base_id=base.id,
        base_from=base.valid_from,
        made_at=now(),
        made_by=actor.account_id,
    )
    keep(actor, draft, procedures.files_of(base), "", "design.started")
    return draft
