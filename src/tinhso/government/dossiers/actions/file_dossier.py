"""Filing online: draft → state 1, a code, a receipt, and 8 working hours to be received."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import receipt
from tinhso.government.dossiers.actions._create import Filed
from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.actions._front_door import check_online
from tinhso.government.dossiers.actions._online import checked, enter, may_file
from tinhso.government.dossiers.actions._people import parties_from
from tinhso.government.dossiers.actions.drafts import check_delivery, lock_draft
from tinhso.government.dossiers.actions.renew_draft import new_rules, version_today
from tinhso.government.dossiers.models import Draft
from tinhso.government.dossiers.rules.inputs import FilingInput, PaperInput
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict


@verb("file", on="draft")
def file_dossier(
    actor: Actor, draft_id: UUID, *, delivery: str = "", key: str = "", expected_version: int | None = None
) -> Filed:
    """File a draft. The same draft again answers with the same dossier and receipt (`again`).

    `delivery` is the last answer, given with the filing itself; empty keeps what the draft says.

    An officer's draft is a filing with help: who typed is kept apart from who owns. Raises Invalid with
    every fault of the form, the people and the papers; Conflict when the draft was saved elsewhere, or was drawn
    from a version that is no longer in force (`version_changed`; `renew_draft` brings it along); Refused when the
    province's front door or the procedure's route has moved since the draft began, NotFound when the procedure
    ended (the draft stays).
    """
    draft = lock_draft(actor, draft_id, key=key, expected_version=expected_version, filed_too=True)
    if draft.dossier is not None:
        return Filed(draft.dossier, receipt.receipt_secret(draft.dossier), again=True)
    may_file(actor)
    if delivery:
        draft.delivery = check_delivery(delivery)
    version = _version(draft)
    made = enter(actor, checked(version, _content(draft, version)))
    draft.dossier = made.dossier
    draft.save(update_fields=["dossier", "delivery"])
    return made


def _version(draft: Draft) -> procedures.VersionInfo:
    """The version in force, which must be the one that the draft was drawn from."""
    version = version_today(draft)
    check_online(version, today())
    if version.id != draft.procedure_version_id:
        raise Conflict(
            "version_changed",
            new_rules(draft, version),
            way_out=_("Mở lại bản nháp để xem và bổ sung; những gì đã khai vẫn còn."),
        )
    return version


def _content(draft: Draft, version: procedures.VersionInfo) -> FilingInput:
    """What the draft gathered page by page; files for papers that only an earlier version asked for stay with it."""
    papers = draft.files.order_by("added_at", "id")
    if draft.earlier:
        papers = papers.filter(component_key__in=[item.key for item in version.content.components])
    return FilingInput(
        procedure_code=draft.procedure_code,
        parties=tuple(parties_from(draft.people)),
        unit_code=draft.unit_code,
        competent_agency_id=draft.competent_agency_id,
        delivery=draft.delivery,
        data=draft.data,
        papers=tuple(PaperInput(f.component_key, None if f.kept else f.file_id, kept=f.kept) for f in papers),
    )
