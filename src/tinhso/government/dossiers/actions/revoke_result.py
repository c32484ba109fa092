"""Revoking a result that was handed over: by a decision of whoever issued it; the dossier stays as it ended."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.papers import api as papers
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Result
from tinhso.government.dossiers.offices import acts_for
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden


@verb("revoke_result")
def revoke_result(
    actor: Actor, dossier_id: UUID, *, decision: str, reason: str, expected_version: int | None = None
) -> Result:
    """From now on the result is worth nothing: verification says so, it is neither downloaded nor used again, and the
    person is told by what decision (number, day) and why. What was issued, and when, stays readable.

    Only a leader of the agency that issued it, or of the one that continues it. Raises Forbidden for others, Refused
    before the hand-over (`take_back_result` is for that) and without a decision or reason, Conflict when done already.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    move(actor, dossier, "revoke_result", reason=reason)
    result = Result.objects.select_for_update().get(dossier=dossier)
    if actor.kind == "officer" and not acts_for(actor, result.agency_id, dossier.unit_code):
        raise Forbidden("other_agency", _("Chỉ cơ quan đã ban hành kết quả được thu hồi kết quả."))
    if result.revoked_at is not None:
        raise Conflict("result_revoked", _("Kết quả này đã bị thu hồi trước đó."))
    by, why, moment = (
        text(decision, "decision", 200, needed=True),
        text(reason, "reason", 1000, needed=True),
        now(),
    )
    result.revoked_at, result.revoked_by_id = moment, actor.account_id
    result.revoked_decision, result.revoked_reason = by, why
    result.published = False
    result.save(update_fields=["revoked_at", "revoked_by", "revoked_decision", "revoked_reason", "published"])
    if result.paper_id is not None:
        papers.withdraw(actor, result.paper_id, why)
    save(dossier, moment)
    note_event(actor, "revoke_result", dossier, {}, reason=why, decision=by, result_number=result.number)
    events.revoked(actor, dossier, result)
    return result
