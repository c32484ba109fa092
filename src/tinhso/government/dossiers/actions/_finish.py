"""4 → 9: a result exists and nothing is left but handing it over."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.organisation.api import now_of
from tinhso.foundation.worktime.api import calendar
from tinhso.government.dossiers import events
from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.actions._frame import note_event
from tinhso.government.dossiers.actions._holding import open_step, open_steps
from tinhso.government.dossiers.models import Dossier, NumberKind, Result, State, Transfer
from tinhso.government.dossiers.offices import return_desk
from tinhso.lib.actor import Actor

RETURN_HOURS = 8


def finish_when_ready(actor: Actor, dossier: Dossier, moment: datetime, *, granted: bool = True) -> bool:
    """When only the hand-over is left: state 9, a result row, and somebody who holds the hand-over.

    A process that ends without a numbering step ends with an unnumbered result: an on-the-spot paper, or
    the papers given back with the reason (`granted` False).
    """
    if dossier.state != State.PROCESSING or any(step.kind != "return" for step in open_steps(dossier)):
        return False
    dossier.state = State.DONE
    dossier.finished_at = moment
    result = Result.objects.filter(dossier=dossier).first()
    if result is None:
        result = Result.objects.create(
            dossier=dossier,
            title=result_title(dossier),
            granted=granted,
            kind=NumberKind.NONE,
            agency_id=now_of(dossier.competent_id, dossier.unit_code),
            issued_at=moment,
            issued_by_id=actor.account_id,
        )
    if not open_steps(dossier):
        open_step(
            dossier,
            key="return",
            name=return_step_name(),
            kind="return",
            role="return_officer",
            agency_id=return_desk(dossier),
            opened_at=moment,
            due_at=calendar().add_hours(moment, RETURN_HOURS),
        )
    note_event(
        actor, "finish", dossier, {"finished": moment, "due": dossier.due_at, "granted": result.granted}
    )
    if dossier.transfer != Transfer.PROCESSING:
        events.finished(actor, dossier, result)
    return True


@override("vi")
def return_step_name() -> str:
    """Written into the dossier for every reader, so in Vietnamese whatever language the writer's pages have."""
    return _("Trả kết quả")


def result_title(dossier: Dossier) -> str:
    """The name of the result paper as the version states it."""
    kinds = version_of(dossier).content.results
    return (kinds[0].name if kinds else dossier.procedure_title)[:600]
