"""Taking back a result that was numbered wrongly, before anybody received it: 9 → 4."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.papers import api as papers
from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import open_steps, refresh_holder
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions._work import follow
from tinhso.government.dossiers.actions.seal_result import drop_seal
from tinhso.government.dossiers.models import Dossier, Result, Step, StepEnd, Transfer, WithdrawnResult
from tinhso.government.dossiers.offices import acts_for
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused

KEPT = (
    "title", "granted", "kind", "serial", "number", "notation", "source_system", "agency_id", "file_id", "paper_id",
    "issued_at", "issued_by_id",
)  # fmt: skip


@verb("take_back_result")
def take_back_result(
    actor: Actor, dossier_id: UUID, *, reason: str, expected_version: int | None = None
) -> Dossier:
    """Put the dossier back to its numbering step; what was issued stays readable as withdrawn.

    The number is used up: the book gives the next one. The electronic paper can no longer be downloaded.
    Raises Conflict once the result was handed over, Refused when it came without a numbering step,
    Forbidden for another agency than the one that issued it.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    move(actor, dossier, "take_back_result", reason=reason)
    result = Result.objects.filter(dossier=dossier).first()
    numbered, current = _way_back(dossier)
    if result is None or numbered is None or current is None or dossier.process_run_id is None:
        raise Refused(
            "result_not_numbered",
            _("Kết quả này không qua bước lấy số nên không thu hồi được."),
            way_out=_("Ghi rõ sai sót khi trả kết quả, hoặc trao đổi với lãnh đạo."),
        )
    if actor.kind == "officer" and not acts_for(actor, result.agency_id, dossier.unit_code):
        raise Forbidden("other_agency", _("Chỉ cơ quan đã ban hành kết quả được thu hồi kết quả."))
    if result.handed_at is not None:
        raise Conflict("result_handed", _("Kết quả đã trả cho người nhận nên không thu hồi được."))
    moment = now()
    why = text(reason, "reason", 1000, needed=True)
    kept = WithdrawnResult.objects.create(
        dossier=dossier,
        withdrawn_at=moment,
        withdrawn_by_id=actor.account_id,
        reason=why,
        **{name: getattr(result, name) for name in KEPT},
    )
    paper = result.paper_id
    drop_seal(actor, dossier, why)
    result.delete()
    if paper is not None:
        papers.withdraw(actor, paper, why)
    _reopen(actor, dossier, numbered, current, moment)
    dossier.finished_at = None
    if dossier.transfer in (Transfer.WAITING, Transfer.GIVEN_BACK):
        # The new paper comes out at the office once more, and takes the way back once more.
        dossier.transfer = Transfer.PROCESSING
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(
        actor,
        "take_back_result",
        dossier,
        {"withdrawn": kept.pk, "serial": kept.serial, "kind": kept.kind},
        reason=why,
        result_number=kept.number,
    )
    events.taken_back(actor, dossier, why)
    return dossier


def _way_back(dossier: Dossier) -> tuple[Step | None, Step | None]:
    """The numbering step that was done last, and the open step of the process from which it is reached."""
    done = Step.objects.filter(dossier=dossier, kind="number", end=StepEnd.DONE).exclude(process_step_id="")
    current = next((step for step in open_steps(dossier) if step.process_step_id), None)
    return done.order_by("-ordinal").first(), current


def _reopen(actor: Actor, dossier: Dossier, numbered: Step, current: Step, moment: datetime) -> None:
    """The numbering goes back to whoever did it, with what it had come from."""
    assert dossier.process_run_id is not None
    progress = process.send_back(dossier.process_run_id, current.process_step_id, numbered.key)
    opened = follow(dossier, actor, progress, moment, end=StepEnd.SENT_BACK, came_from=current)
    for step in opened:
        if step.key == numbered.key:
            step.account_id, step.came_from_id = numbered.done_by_id, numbered.came_from_id
            step.save(update_fields=["account", "came_from"])
