"""Refusing reception (Mẫu 03): 1 → 3, or 5 → 3 when the citizen let the deadline pass."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._ending import end_work
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.sign_notice import ask_if_ruled, check_can_sign
from tinhso.government.dossiers.models import Dossier, State
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@verb("refuse")
def refuse(actor: Actor, dossier_id: UUID, *, reason: str, expected_version: int | None = None) -> Dossier:
    """Refuse with a reason that the citizen reads. A waiting supplement must have passed its deadline."""
    dossier = lock_dossier(actor, dossier_id, expected_version)
    check_can_sign(actor, "refusal")
    moment = now()
    open_request = dossier.supplements.filter(answered_at=None, closed_at=None).first()
    if dossier.state == State.SUPPLEMENT and open_request is not None and moment <= open_request.deadline:
        raise Refused(
            "supplement_deadline_open",
            _("Người dân còn thời hạn bổ sung nên chưa thể từ chối."),
            way_out=_("Chờ hết thời hạn bổ sung ghi trên phiếu yêu cầu."),
        )
    move(actor, dossier, "refuse", reason=reason)
    why = text(reason, "reason", 2000, needed=True)
    if open_request is not None:
        open_request.closed_at = moment
        open_request.save(update_fields=["closed_at"])
    end_work(actor, dossier, moment, why)
    save(dossier, moment)
    note_event(actor, "refuse", dossier, {"form": "03"}, reason=why)
    events.refused(actor, dossier, why)
    ask_if_ruled(actor, dossier, "refusal")
    return dossier
