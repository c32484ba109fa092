"""The desk's finding on one paper: fit, or not and why."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import access
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
    # To be asked for an opinion lets one read the papers, not judge them.
    if not access.handles(actor, dossier):
        raise Forbidden(
            "other_agency",
            _("Chỉ cơ quan tiếp nhận, giải quyết hồ sơ này được ghi kết quả kiểm tra giấy tờ."),
            way_out=_("Nêu nhận xét trong phần trả lời ý kiến."),
        )
    if dossier.state in CLOSED:
        raise Refused("dossier_closed", _("Hồ sơ đã kết thúc."))
    found = dossier.files.filter(pk=dossier_file_id).first()
    if found is None:
        raise NotFound("file_unknown", _("Không tìm thấy giấy tờ này trong hồ sơ."))
    found.checked = FileCheck.FIT if fit else FileCheck.UNFIT
    found.remark = text(remark, "remark", 1000)
    if not fit and not found.remark:
        raise Refused("remark_needed", _("Hãy ghi vì sao giấy tờ chưa hợp lệ."), field="remark")
    found.checked_at, found.checked_by_id = now(), actor.account_id
    found.save(update_fields=["checked", "remark", "checked_at", "checked_by"])
    note_event(
        actor, "check_file", dossier, {"component": found.component_key, "fit": fit}, remark=found.remark
    )
    return found
