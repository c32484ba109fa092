"""Naming the result that came in place of a revoked one: whoever checks the old paper is led to the new one."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._owner import same_owner
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Dossier, Result, State
from tinhso.government.dossiers.offices import acts_for
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused

ISSUED = (State.DONE, State.RETURNED)


@verb("name_successor")
def name_successor(
    actor: Actor, dossier_id: UUID, *, code: str, expected_version: int | None = None
) -> Result:
    """The result of the dossier `code` stands in place of this dossier's revoked one; the person is told.

    Only a leader of the agency that issued it, or of the one that continues it; the new result has the same owner
    and was issued, and not revoked. Raises Forbidden for others, Refused (field `code`) where it does not fit,
    Conflict when another is named already.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    move(actor, dossier, "name_successor")
    result = Result.objects.select_for_update().get(dossier=dossier)
    if actor.kind == "officer" and not acts_for(actor, result.agency_id, dossier.unit_code):
        raise Forbidden("other_agency", _("Chỉ cơ quan đã ban hành kết quả được ghi giấy thay thế."))
    if result.revoked_at is None:
        raise Refused("result_not_revoked", _("Kết quả này chưa bị thu hồi nên không có giấy thay thế."))
    if result.successor_id is not None:
        raise Conflict("successor_named", _("Giấy thay thế đã được ghi trước đó."))
    result.successor = _fitting(dossier, text(code, "code", 60, needed=True).upper())
    result.save(update_fields=["successor"])
    save(dossier, now())
    facts = {"successor": result.successor.dossier_id}
    note_event(actor, "name_successor", dossier, facts, successor_code=result.successor.dossier.code)
    events.succeeded(actor, dossier, result)
    return result


def _fitting(dossier: Dossier, code: str) -> Result:
    other = Result.objects.select_related("dossier").filter(dossier__code=code).first()
    # A dossier of somebody else is answered like one that does not exist.
    if other is None or other.dossier_id == dossier.pk or not same_owner(dossier, other.dossier):
        told = _("Không có hồ sơ nào khác của cùng người này mang mã đó.")
        raise Refused("successor_unknown", told, field="code")
    if other.dossier.state not in ISSUED or other.revoked_at is not None or not other.granted:
        told = _("Hồ sơ này chưa có kết quả còn giá trị.")
        raise Refused(
            "successor_not_issued", told, field="code", way_out=_("Ghi lại khi kết quả mới đã có số.")
        )
    return other
