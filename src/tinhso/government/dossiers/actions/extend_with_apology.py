"""The apology with a new due moment (Mẫu 04): once, and before the old one is reached."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import ZONE, calendar, now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import open_steps, refresh_holder
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import check_move
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.sign_notice import ask_if_ruled, check_can_sign
from tinhso.government.dossiers.models import Extension
from tinhso.government.dossiers.rules.due import apology_deadline, closing
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused

# "At the latest one day before expiry" (domain reference, section 7).
DAYS_BEFORE = 1


@verb("extend")
def extend_with_apology(
    actor: Actor, dossier_id: UUID, *, new_due: datetime, reason: str, expected_version: int | None = None
) -> Extension:
    """Move the due moment once, to the close of the new day, with the reason the citizen reads.

    Raises Conflict on a second time, Refused for a day off or one that is not later.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    check_can_sign(actor, "apology")
    check_move(actor, dossier, "extend", reason=reason)
    if setting("extensions") < 1 or Extension.objects.filter(dossier=dossier).exists():
        raise Conflict(
            "extended_already",
            _("Mỗi hồ sơ chỉ được gia hạn một lần, và hồ sơ này đã được gia hạn."),
            way_out=_("Giải quyết và trả kết quả sớm nhất có thể; hồ sơ vẫn trả được khi quá hạn."),
        )
    old_due = dossier.due_at
    if old_due is None:
        raise Refused("no_due", _("Hồ sơ này không có ngày hẹn trả."))
    moment = now()
    last = apology_deadline(calendar(), old_due.astimezone(ZONE), DAYS_BEFORE)
    if moment > last:
        raise Refused(
            "apology_too_late",
            _("Đã quá thời điểm được xin lỗi và gia hạn (%(last)s).") % {"last": f"{last:%H:%M %d/%m/%Y}"},
            way_out=_("Trả kết quả sớm nhất có thể; việc quá hạn không cản trả kết quả."),
        )
    cal = calendar()
    wanted = closing(cal, new_due.astimezone(ZONE).date())
    if wanted is None:
        raise Refused(
            "due_on_day_off", _("Ngày hẹn mới là ngày nghỉ. Hãy chọn một ngày làm việc."), field="new_due"
        )
    if wanted <= old_due:
        raise Refused("due_not_later", _("Ngày hẹn mới phải sau ngày hẹn cũ."), field="new_due")
    extension = Extension.objects.create(
        dossier=dossier,
        reason=text(reason, "reason", 2000, needed=True),
        old_due=old_due,
        new_due=wanted,
        made_at=moment,
        made_by_id=actor.account_id,
        agency_id=actor.agency_id or dossier.competent_id,
    )
    dossier.due_at = wanted
    extra = cal.hours_between(old_due, wanted)
    for step in open_steps(dossier):
        step.due_at = cal.add_hours(step.due_at, extra)
        step.due_soon_sent = step.overdue_sent = False
        step.save(update_fields=["due_at", "due_soon_sent", "overdue_sent"])
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(
        actor,
        "extend",
        dossier,
        {"old_due": old_due, "new_due": wanted, "form": "04"},
        reason=extension.reason,
    )
    events.extended(actor, dossier, extension)
    ask_if_ruled(actor, dossier, "apology")
    return extension
