"""Steps of the process as holdings: which agency, which due moment, and what an advance opens and closes."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from tinhso.foundation.identity.api import accounts_in_role
from tinhso.foundation.organisation.api import now_of, one_stop_desk
from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.actions._clock import step_due
from tinhso.government.dossiers.actions._holding import close_step, open_step, open_steps
from tinhso.government.dossiers.models import Dossier, Step, StepEnd
from tinhso.government.dossiers.offices import return_desk
from tinhso.government.dossiers.rules.due import StepPlan
from tinhso.government.procedures.api import agency_for
from tinhso.lib.actor import Actor

DESK_ROLES = frozenset({"reception", "return_officer", "cashier"})


def agency_of_step(dossier: Dossier, agency_key: str, role: str, moment: datetime) -> UUID:
    """Where a step is done: desk roles of the competent agency at the receiving desk, others as named.

    Always an agency of the day: an abolished one's steps open at the one that continues it.
    """
    day = moment.astimezone(ZONE).date()
    # Whoever returns or receives has the paper: after a transfer that is the desk which took it over.
    keeps = role in ("return_officer", "reception")
    desk = return_desk(dossier, day) if keeps else now_of(dossier.received_at_id, dossier.unit_code, day)
    if agency_key in ("", "competent"):
        if role in DESK_ROLES:
            return desk
        office = now_of(dossier.competent_id, dossier.unit_code, day)
        return _on_the_spot(dossier, office, role, day) or office
    if agency_key in ("reception", "received", "desk"):
        return desk
    # The unit is named as of the filing; who had authority then may have been continued since.
    filed = dossier.filed_at.astimezone(ZONE).date()
    asked = agency_for(version_of(dossier), dossier.unit_code, filed, agency_key).id
    found = now_of(asked, dossier.unit_code, day)
    return one_stop_desk(found, day).id if role in DESK_ROLES else found


def _on_the_spot(dossier: Dossier, office: UUID, role: str, day: date) -> UUID | None:
    """The competent agency's own desk, for an on-the-spot procedure and where that desk has the role.

    A desk elsewhere that only received the dossier has no authority for it, whoever works there.
    """
    if not version_of(dossier).content.on_the_spot:
        return None
    received = now_of(dossier.received_at_id, dossier.unit_code, day)
    home = one_stop_desk(office, day).id
    desk = received if received in (office, home) else home
    return desk if accounts_in_role(desk, role).exists() else None


def open_process_steps(
    dossier: Dossier,
    steps: list[process.Step],
    moment: datetime,
    *,
    came_from: Step | None = None,
    person: UUID | None = None,
) -> list[Step]:
    """A holding for each waiting task; `person` takes the first."""
    opened = []
    for number, task in enumerate(steps):
        due = step_due(dossier, StepPlan(task.key, task.hours, task.share), moment)
        opened.append(
            open_step(
                dossier,
                key=task.key,
                name=task.name,
                kind=task.kind,
                role=task.role,
                agency_id=agency_of_step(dossier, task.agency, task.role, moment),
                opened_at=moment,
                due_at=due,
                account_id=person if number == 0 else None,
                process_step_id=task.id,
                outcomes=task.outcomes,
                came_from=came_from,
            )
        )
    return opened


def follow(
    dossier: Dossier,
    actor: Actor,
    progress: process.Progress,
    moment: datetime,
    *,
    end: StepEnd = StepEnd.CLOSED,
    came_from: Step | None = None,
    person: UUID | None = None,
) -> list[Step]:
    """Bring the holdings in line with what an act of the process opened and closed."""
    gone = set(progress.closed)
    for step in open_steps(dossier):
        if step.process_step_id in gone:
            close_step(step, actor, moment, end)
    return open_process_steps(dossier, list(progress.opened), moment, came_from=came_from, person=person)
