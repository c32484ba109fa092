"""Close a procedure at agencies from a day on: nobody files any more, running dossiers go on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import today
from tinhso.government.procedures import queries
from tinhso.government.procedures.actions._offer import Said, check_competent, check_right, state
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.text import clean


@act("procedure.closed")
def close_procedure(
    actor: Actor, code: str, agency_ids: Collection[UUID], valid_from: date, reason: str, decision: str = ""
) -> int:
    """The agencies no longer receive the procedure from `valid_from` (today at the earliest); for how many.

    Raises Forbidden, NotFound when no version is in force that day, Refused without a reason, for a day that
    has passed, or for an agency that is not competent then. Records `procedure.closed`.
    """
    check_right(actor, agency_ids)
    why, number = clean(reason), clean(decision)
    if not why or len(why) > 600:
        raise Refused("close_reason", _("Ghi lý do đóng, tối đa 600 ký tự."), field="reason")
    if len(number) > 120 or "\n" in number:
        raise Refused("close_decision", _("Số quyết định dài quá 120 ký tự."), field="decision")
    if valid_from < today():
        raise Refused(
            "close_past",
            _("Chỉ đóng được từ hôm nay trở đi: hồ sơ đã nhận vẫn còn hiệu lực."),
            field="valid_from",
        )
    version = queries.version(code, valid_from)
    agencies = check_competent(version, agency_ids, valid_from)
    changed = state(
        actor, code, [one.id for one in agencies], Said(False, valid_from, decision=number, reason=why)
    )
    if changed:
        facts = {
            "code": code,
            "agencies": [one.slug for one in agencies],
            "valid_from": valid_from,
            "decision": "_".join(number.split()),
        }
        record(actor, "procedure.closed", Subject("procedure_version", version.id), facts)
    return changed
