"""A head moves the open steps of one person to others in one go: who falls ill leaves nothing lying."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import matters_of
from tinhso.government.dossiers.actions.send_back import reassign
from tinhso.government.dossiers.actions.work import Forwarded
from tinhso.government.dossiers.models import Step
from tinhso.government.dossiers.rules.transitions import HEADS
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused

# Each is an act of its own, and a page must answer while somebody waits; the rest goes with another press.
MOST = 200


def held_here(actor: Actor, account_id: UUID) -> QuerySet[Step]:
    """The open steps that somebody holds in the actor's agency, the next due first."""
    here = matters_of(actor.agency_id, "agency_id", "dossier__unit_code")
    return Step.objects.filter(here, account_id=account_id, done_at=None).order_by("due_at", "pk")


def move_all(actor: Actor, account_id: UUID, *, to: Mapping[str, UUID | None], note: str) -> list[Forwarded]:
    """Give the open steps of a person in the actor's agency to others: `to` names a person for each role.

    None gives a role's steps back to the unit; a role that is not named stays. At most `MOST` in one go. One
    that is refused holds up no other. Heads only (Forbidden `direct_not_yours`); a reason is needed.
    """
    if actor.kind != "officer" or not actor.has(*HEADS):
        raise Forbidden("direct_not_yours", _("Chỉ lãnh đạo đơn vị được chuyển việc của người khác."))
    if not note.strip():
        raise Refused("reason_needed", _("Hãy nêu lý do chuyển."), field="note")
    done = []
    steps = held_here(actor, account_id).filter(role__in=list(to)).select_related("dossier")
    for step in steps[:MOST]:
        try:
            reassign(actor, step.pk, person=to[step.role], note=note)
        except Refused as refusal:
            done.append(Forwarded(step.pk, step.dossier.code, str(refusal)))
        else:
            done.append(Forwarded(step.pk, step.dossier.code))
    return done
