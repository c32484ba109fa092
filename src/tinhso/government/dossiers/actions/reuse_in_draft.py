"""Choosing, while filing online, a paper that the store already holds instead of uploading it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import organisation_of, person_of
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.actions._papers import MOST_PAPERS
from tinhso.government.dossiers.actions._reuse import find_kept
from tinhso.government.dossiers.actions.drafts import lock_draft, touch_draft
from tinhso.government.dossiers.models import Draft, DraftFile
from tinhso.government.dossiers.queries.kept import Holder, Kept, holder_of, kept_for
from tinhso.government.dossiers.rules.inputs import PartyInput
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@verb("reuse_paper", on="draft")
def reuse_paper(actor: Actor, draft_id: UUID, component_key: str, token: str) -> DraftFile:
    """Put a paper of the owner's store to a component of a draft; the same one twice is put once.

    It is looked up again when the draft is filed. Refused `kept_not_offered` for anything this account is not
    offered: an unknown token, another person's paper, a draft for somebody else, an identity not verified.
    """
    draft = lock_draft(actor, draft_id)
    component = next((c for c in _components(draft) if c.key == component_key), None)
    kept = find_kept(_holder(actor, draft), draft.procedure_code, component, token)
    if draft.files.count() >= MOST_PAPERS:
        raise Refused("too_many_files", _("Một hồ sơ nhận tối đa %(most)d giấy tờ.") % {"most": MOST_PAPERS})
    found, _made = DraftFile.objects.get_or_create(
        draft=draft,
        component_key=component_key,
        file_id=kept.file.pk,
        defaults={"kept": kept.token, "added_at": now()},
    )
    touch_draft(draft)
    return found


def offered_in_draft(actor: Actor, draft: Draft) -> dict[str, list[Kept]]:
    """By component key: what the account filing for itself need not upload again."""
    return kept_for(_holder(actor, draft), draft.procedure_code, _components(draft))


def unproven(actor: Actor, draft: Draft) -> bool:
    """True when nothing is looked for because the account that files for itself was never verified.

    It says nothing of what the store holds: an account may carry anybody's name until it is verified.
    """
    if actor.kind != "resident" or actor.account_id is None or (draft.people or {}).get("for") != "self":
        return False
    known = organisation_of(actor.account_id) or person_of(actor.account_id)
    return known is not None and not known.verified


def _components(draft: Draft) -> list[procedures.Component]:
    version = procedures.get_version(draft.procedure_version_id)
    return procedures.components(version, draft.data or {}, "ONLINE")


def _holder(actor: Actor, draft: Draft) -> Holder | None:
    people: dict[str, Any] = draft.people or {}
    owner = people.get("owner") or {}
    if people.get("for") != "self":
        return None
    name, number, kind, tax = (str(owner.get(k) or "") for k in ("name", "citizen_id", "kind", "tax_number"))
    return holder_of(actor, PartyInput("owner", name, kind or "citizen", number, tax))
