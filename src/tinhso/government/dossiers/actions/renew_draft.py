"""A draft outlives the rules it was begun under: it is brought along, and what fits nowhere is kept beside it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime.api import ZONE, today
from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.actions.drafts import lock_draft, touch_draft
from tinhso.government.dossiers.models import Draft
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound


@verb("renew_draft", on="draft")
def renew_draft(actor: Actor, draft_id: UUID, *, key: str = "") -> Draft:
    """Bring a draft under the version in force today, or under the procedure that took over from an ended one.

    Everything uploaded stays, and so do the answers that the form of today asks for; the others are kept as they
    were in `draft.earlier` (`version`: whose form asked, `data`, `left`: the questions without a place). The place
    stays while its unit does; people of a unit that went into another choose again. Raises NotFound when nothing
    took over.
    """
    draft = lock_draft(actor, draft_id, key=key)
    version = version_today(draft)
    if version.id == draft.procedure_version_id:
        return draft
    _carry_answers(draft, version)
    draft.procedure_version_id = version.id
    draft.procedure_code = version.code
    if draft.unit_code:
        draft.competent_agency_id = _agency(draft, version)
        draft.unit_code = draft.unit_code if draft.competent_agency_id else ""
    return touch_draft(draft)


def version_today(draft: Draft) -> procedures.VersionInfo:
    """The version under which a draft would be filed today: its procedure's own, else its successor's."""
    try:
        return procedures.version(draft.procedure_code, today())
    except NotFound:
        heir = procedures.successor_of(draft.procedure_code, today())
        if heir is None:
            raise
        return heir


def new_rules(draft: Draft, version: procedures.VersionInfo) -> str:
    """What the owner of a draft is told when another version, or another procedure, took over."""
    day = f"{version.valid_from:%d/%m/%Y}"
    if version.code != draft.procedure_code:
        return _("Từ ngày %(day)s, việc này làm theo thủ tục “%(name)s”.") % {
            "day": day,
            "name": version.name,
        }
    return _("Thủ tục này theo quy định mới từ ngày %(day)s.") % {"day": day}


def _carry_answers(draft: Draft, version: procedures.VersionInfo) -> None:
    before = procedures.get_version(draft.procedure_version_id)
    carried = procedures.carried(before, version, draft.data or {})
    if carried.left and not draft.earlier:
        draft.earlier = {"version": str(before.id), "data": draft.data, "left": list(carried.left)}
    draft.data = carried.data


def _agency(draft: Draft, version: procedures.VersionInfo) -> UUID | None:
    """Who is competent for the unit today; None when it is no longer the unit that was chosen."""
    try:
        chosen = organisation.unit(draft.unit_code, draft.saved_at.astimezone(ZONE).date())
        if chosen != organisation.unit(draft.unit_code, today()):
            return None
        return procedures.agency_for(version, draft.unit_code, today()).id
    except NotFound:
        return None
