"""What acceptance does, at the desk or for an online filing: limit, due moment, process, first holdings."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import now_of
from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import Limit, calendar
from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.actions._holding import close_step, open_step, open_steps, refresh_holder
from tinhso.government.dossiers.actions._office import check_person
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions._work import open_process_steps
from tinhso.government.dossiers.models import Dossier, State, Step, StepEnd
from tinhso.government.dossiers.rules.due import dossier_due
from tinhso.government.dossiers.rules.inputs import ManualLimit
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

DESK_HOURS = 8


def start_work(
    actor: Actor,
    dossier: Dossier,
    moment: datetime,
    *,
    manual_limit: ManualLimit | None,
    note: str = "",
    hand_over_now: bool = True,
    person: UUID | None = None,
) -> None:
    """Set the limit and the due moment, start the process, close the reception (the caller saves).

    The dossier stands in state 2; with `hand_over_now` it goes on to 4 with its first steps, else the desk
    holds it until `hand_over`. `person` takes the first of those steps.
    """
    version = version_of(dossier)
    limit = _limit(version, dossier, manual_limit)
    dossier.accepted_at = moment
    dossier.limit_value, dossier.limit_unit = limit.value, limit.unit.value
    dossier.due_at = dossier_due(calendar(), moment, limit, version.content.cutoff)
    run = process.start(procedures.spec_id(version), dossier.pk, facts_of(dossier))
    dossier.process_run_id = run.id
    received = None
    for step in open_steps(dossier):
        close_step(step, actor, moment, StepEnd.DONE, outcome="accepted", note=note)
        received = step
    if hand_over_now:
        hand_to_process(dossier, run.steps, moment, came_from=received, person=person)
    else:
        open_step(
            dossier,
            key="hand_over",
            name=_("Chuyển hồ sơ đến bộ phận xử lý"),
            kind="hand_over",
            role="reception",
            agency_id=now_of(dossier.received_at_id, dossier.unit_code),
            account_id=actor.account_id,
            opened_at=moment,
            due_at=min(calendar().add_hours(moment, DESK_HOURS), dossier.due_at),
            came_from=received,
        )
    refresh_holder(dossier)


def hand_to_process(
    dossier: Dossier,
    steps: list[process.Step],
    moment: datetime,
    *,
    came_from: Step | None = None,
    person: UUID | None = None,
) -> None:
    """State 4 and the holdings of the process's waiting steps."""
    if not steps:
        raise Refused("process_without_steps", _("Quy trình của thủ tục này không có bước nào để xử lý."))
    dossier.state = State.PROCESSING
    opened = open_process_steps(dossier, steps, moment, came_from=came_from, person=person)
    check_person(person, opened[0].agency_id, opened[0].role)


def facts_of(dossier: Dossier) -> dict[str, object]:
    """What the conditions of a process may look at: the form's answers and the channel."""
    return {**dossier.data, "channel": dossier.channel, "procedure": dossier.procedure_code}


def _limit(version: procedures.VersionInfo, dossier: Dossier, manual: ManualLimit | None) -> Limit:
    """The version's verified limit of the channel, else the officer's with a reason; Refused without both."""
    stated = procedures.time_limit(version, dossier.channel, dossier.data)
    if manual is not None:
        if manual.limit.value <= 0:
            raise Refused("limit_not_positive", _("Thời hạn giải quyết phải lớn hơn 0."), field="limit")
        dossier.limit_reason = text(manual.reason, "limit_reason", 1000, needed=True)
        return manual.limit
    found = procedures.limits(version, dossier.channel, dossier.data)
    if found is None or stated is None or not stated.verified:
        raise Refused(
            "limit_unverified",
            _("Thời hạn giải quyết của thủ tục này chưa được kiểm chứng."),
            field="limit_value",
            way_out=_("Nhập thời hạn theo văn bản đang áp dụng và ghi căn cứ, rồi tiếp nhận lại."),
        )
    return found
