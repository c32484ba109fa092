"""The citizen takes the dossier back: → 7."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import access, events
from tinhso.government.dossiers.actions._ending import end_work
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Dossier
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@verb("withdraw")
def withdraw(
    actor: Actor,
    dossier_id: UUID,
    *,
    reason: str = "",
    asked_by: str = "",
    secret: str = "",
    expected_version: int | None = None,
) -> Dossier:
    """Withdraw before a result exists: by the person or at the desk; by the receipt's secret where no account filed it.

    An officer writes down who asked (`asked_by`); the person need not say why. Raises Refused once the result exists, NotFound for somebody else's dossier.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version, secret=secret)
    access.check_own_account(actor, dossier)
    move(actor, dossier, "withdraw", reason=reason, secret=secret)
    moment = now()
    why = _why(actor, reason, asked_by)
    dossier.supplements.filter(answered_at=None, closed_at=None).update(closed_at=moment)
    end_work(actor, dossier, moment, why)
    save(dossier, moment)
    note_event(actor, "withdraw", dossier, {"at_desk": actor.kind == "officer"}, reason=why)
    events.withdrawn(actor, dossier)
    return dossier


def _why(actor: Actor, reason: str, asked_by: str) -> str:
    """The reason on record: at the desk who asked, and their words when they gave any."""
    why = text(reason, "reason", 1700)
    if actor.kind != "officer":
        return why
    who = text(asked_by, "asked_by", 250)
    if not who:
        raise Refused("asker_needed", _("Hãy ghi ai yêu cầu rút hồ sơ."), field="asked_by")
    # Kept in the dossier for every reader, so in Vietnamese whatever language the officer's pages have.
    told = f"Người nộp yêu cầu rút: {who}."
    return f"{told} {why}".strip()
