"""The desk's finding on one paper: fit, or not and why."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import DossierFile, FileCheck
from tinhso.government.dossiers.rules.transitions import CLOSED, OFFICE
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound, Refused


@verb("check_file")
def check_file(
    actor: Actor, dossier_id: UUID, dossier_file_id: UUID, *, fit: bool, remark: str = ""
) -> DossierFile:
    """Mark a paper fit, or unfit with a remark that goes into the supplement request."""
    dossier = lock_dossier(actor, dossier_id)
    if actor.kind != "officer" or not actor.has(*OFFICE):
        raise Forbidden("role_needed", _("Vai trò hiện tại của bạn không được kiểm tra giấy tờ."))
    if dossier.state in CLOSED:
        raise Refused("dossier_closed", _("Hồ sơ đã kết thúc."))
    found = dossier.files.filter(pk=dossier_file_id).first()
    if found is None:
        raise NotFound("file_unknown", _("Không tìm thấy giấy tờ này trong hồ sơ."))
    found.checked = FileCheck.FIT if fit else FileCheck.UNFIT
    found.remark = text(remark, "remark", 1000, needed=not fit)
    found.save(update_fields=["checked", "remark"])
    note_event(
        actor, "check_file", dossier, {"component": found.component_key, "fit": fit}, remark=found.remark
    )
    return found
