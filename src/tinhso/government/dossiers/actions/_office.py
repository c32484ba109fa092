"""Who may act on a step: somebody of its agency in its role; heads of that agency may also direct it.

The agency that continues an abolished one stands in its place.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import accounts_in_role, away
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers.models import Step
from tinhso.government.dossiers.offices import acts_for, is_open_to
from tinhso.government.dossiers.rules.transitions import HEADS
from tinhso.lib.actor import Actor
from tinhso.lib.dates import vi_date
from tinhso.lib.errors import Conflict, Forbidden, Refused


def may_do(actor: Actor, step: Step) -> None:
    """Refuse unless the actor may do this step: right agency, right role, and not another's work."""
    if actor.kind == "system":
        return
    if not acts_for(actor, step.agency_id, step.dossier.unit_code) or not actor.has(step.role):
        raise Forbidden(
            "step_not_yours",
            _("Bước này do vai trò hoặc cơ quan khác xử lý."),
            way_out=_("Chuyển vai trò, hoặc chờ người phụ trách xử lý."),
        )
    if not is_open_to(actor, step):
        raise Conflict(
            "step_taken",
            _("Đồng nghiệp khác đã nhận bước này."),
            way_out=_("Đề nghị lãnh đạo chuyển người xử lý nếu cần."),
        )


def may_direct(actor: Actor, step: Step) -> None:
    """Refuse unless the actor holds the step, or heads its agency."""
    if actor.kind == "system":
        return
    holds = step.account_id == actor.account_id and actor.has(step.role)
    here = acts_for(actor, step.agency_id, step.dossier.unit_code)
    if here and (holds or actor.has(*HEADS)):
        return
    raise Forbidden(
        "direct_not_yours", _("Chỉ người đang xử lý hoặc lãnh đạo đơn vị được chuyển người xử lý.")
    )


def check_person(person: UUID | None, agency_id: UUID, role: str) -> None:
    """Refuse a chosen person who carries no such role in that agency today, or is on leave."""
    if person is not None and (gone := away(agency_id).get(person)) is not None:
        raise Refused(
            "person_away",
            _("Người được chọn đang nghỉ đến hết %(day)s.") % {"day": vi_date(gone.last_day)},
            field="person",
            way_out=_("Chọn người thay hoặc người khác trong danh sách."),
        )
    able = accounts_in_role(agency_id, role, today())
    if person is not None and not able.filter(account_id=person).exists():
        raise Refused(
            "person_not_in_role",
            _("Người được chọn hiện không có vai trò này trong cơ quan."),
            field="person",
            way_out=_("Chọn người khác trong danh sách."),
        )
