"""Paper between two desks (phi địa giới): who holds it on its way, and until when.

The due moment of the dossier runs from the acceptance at the desk where the person came; passing paper on
neither stops nor restarts it (domain reference, section 13: moving a dossier must not restart the clock).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.organisation.api import agency
from tinhso.foundation.worktime.api import calendar
from tinhso.government.dossiers.actions._holding import close_step, open_step, open_steps
from tinhso.government.dossiers.models import Dossier, Step, StepEnd, Transfer
from tinhso.government.dossiers.offices import PASSED_IN, acts_for
from tinhso.government.dossiers.rules.transitions import ACCEPTED
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused

# No public source names a limit for the way between two desks: a working day, as for other work of a desk.
PASSING_HOURS = 8
PASSED_OUT, BACK_IN = "transfer_out", "transfer_back"


def held_step(actor: Actor, dossier: Dossier, standing: Transfer) -> Step:
    """The one open holding of the paper, which must be the actor's desk's, in this standing.

    Raises Conflict when another officer was first, Forbidden for other desks.
    """
    if dossier.transfer != standing:
        raise Conflict(
            "transfer_moved",
            _("Hồ sơ %(code)s đã được bàn giao hoặc xác nhận rồi.") % {"code": dossier.code},
            way_out=_("Tải lại trang để xem tình trạng mới nhất."),
        )
    found = next(iter(open_steps(dossier)), None)
    if found is None:
        raise Refused("nothing_to_pass", _("Hồ sơ này không còn gì để bàn giao."))
    if actor.kind != "system" and not acts_for(actor, found.agency_id, dossier.unit_code):
        raise Forbidden("other_desk", _("Bộ phận Một cửa khác đang giữ giấy tờ của hồ sơ này."))
    return found


def pass_step(
    actor: Actor, dossier: Dossier, step: Step, to: UUID, moment: datetime, *, outcome: str, note: str = ""
) -> Step:
    """Close the holding at this desk and open one at the other, for the dossier or for its result."""
    back = dossier.state != ACCEPTED
    close_step(step, actor, moment, StepEnd.DONE, outcome=outcome, note=note)
    name, key = _words(back, outcome, agency(step.agency_id).name)
    return open_step(
        dossier,
        key=key,
        name=name,
        kind="return" if back else "hand_over",
        role="return_officer" if back else "reception",
        agency_id=to,
        opened_at=moment,
        due_at=calendar().add_hours(moment, PASSING_HOURS),
        # The process still waits at its own return step, which goes along.
        process_step_id=step.process_step_id,
        outcomes=step.outcomes,
        came_from=step,
    )


@override("vi")
def _words(back: bool, outcome: str, giver: str) -> tuple[str, str]:
    """Name and key of a holding, written for every reader, so in Vietnamese."""
    if outcome == "passed_on":
        words = _("Nhận kết quả từ %(desk)s") if back else _("Nhận hồ sơ từ %(desk)s")
        return words % {"desk": giver}, BACK_IN if back else PASSED_IN
    if outcome == "missing":
        words = (
            _("Tìm và bàn giao lại kết quả còn thiếu") if back else _("Tìm và bàn giao lại giấy tờ còn thiếu")
        )
        return words, "return" if back else PASSED_OUT
    return _("Trả kết quả"), "return"
