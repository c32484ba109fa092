"""Working on a step: take it, keep a draft, complete it and so forward the dossier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.process import api as process
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions._finish import finish_when_ready
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import IN_PLACE_OF, close_step, refresh_holder
from tinhso.government.dossiers.actions._lock import lock_step, save
from tinhso.government.dossiers.actions._move import check_move
from tinhso.government.dossiers.actions._office import check_person, may_do
from tinhso.government.dossiers.actions._papers import check_file
from tinhso.government.dossiers.actions._texts import text as clean_text
from tinhso.government.dossiers.actions._work import follow
from tinhso.government.dossiers.actions.sign_result import check_signed
from tinhso.government.dossiers.models import Dossier, Step, StepEnd
from tinhso.government.dossiers.offices import stands_in
from tinhso.government.dossiers.rules.papers import contradicts
from tinhso.government.dossiers.rules.result_signing import SIGNING
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

OWN_VERB = {"number": "number_result", "return": "return_result"}
# So many go at once: each is an act of its own, and a page must answer while somebody waits.
MOST_BULK = 100


@dataclass(frozen=True)
class Forwarded:
    """What became of one step of a bulk forward: `refused` is empty when it went."""

    step_id: UUID
    code: str
    refused: str = ""


@verb("take", on="step")
def take(actor: Actor, step_id: UUID, *, expected_version: int | None = None) -> Step:
    """Take a step of the unit as one's own; from then on the hand-over can no longer be recalled."""
    dossier, step = lock_step(actor, step_id, expected_version)
    check_move(actor, dossier, "take")
    may_do(actor, step)
    if step.account_id == actor.account_id and step.taken_at is not None:
        return step
    moment = now()
    if stands_in(actor, step.account_id):
        # The work stays with whoever is on leave, and goes on when they are back.
        dossier.__dict__[IN_PLACE_OF] = step.account_id
    else:
        step.account_id = actor.account_id
    step.taken_at = moment
    step.save(update_fields=["account", "taken_at"])
    if step.process_step_id and dossier.process_run_id:
        process.mark_opened(dossier.process_run_id, step.process_step_id)
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(actor, "take", dossier, {"step": step.pk, "key": step.key})
    return step


@verb("save_step_draft", on="step")
def save_step_draft(
    actor: Actor, step_id: UUID, *, text: str = "", attachment_id: UUID | None = None
) -> Step:
    """Keep the draft of a step's paper. No new version: it changes nothing others see."""
    dossier, step = lock_step(actor, step_id)
    may_do(actor, step)
    step.draft_text = clean_text(text, "text", 100_000)
    step.draft_saved_at = now()
    _attach(actor, dossier, step, attachment_id)
    step.save(update_fields=["draft_text", "draft_saved_at", "attachment"])
    return step


@verb("complete_step", on="step")
def complete_step(
    actor: Actor,
    step_id: UUID,
    *,
    outcome: str = "",
    note: str = "",
    person: UUID | None = None,
    facts: dict[str, Any] | None = None,
    attachment_id: UUID | None = None,
    unfit_known: bool = False,
    expected_version: int | None = None,
) -> Dossier:
    """Do a step with an outcome (default: its first) and forward the dossier; `person` takes the next step.

    Numbering and handing over have verbs of their own. While a paper is found unfit, a good appraisal needs
    `unfit_known`. Raises Conflict when somebody else did or holds it,
    Refused for an unknown outcome or person.
    """
    dossier, step = lock_step(actor, step_id, expected_version)
    if step.kind in OWN_VERB or not step.process_step_id:
        raise Refused(
            "step_has_own_verb",
            _("Bước “%(name)s” được thực hiện bằng thao tác riêng.") % {"name": step.name},
            way_out=_("Mở hồ sơ và dùng nút dành cho bước này."),
        )
    check_move(actor, dossier, "complete_step", reason=note)
    may_do(actor, step)
    _check_no(step, outcome, note)
    if step.kind in SIGNING and (not outcome or outcome == (step.outcomes or [outcome])[0]):
        check_signed(step)
    _check_papers(dossier, step, outcome, unfit_known)
    _attach(actor, dossier, step, attachment_id)
    moment = now()
    remark = clean_text(note, "note", 4000)
    opened = advance(actor, dossier, step, moment, outcome=outcome, note=remark, facts=facts, person=person)
    # A step's first outcome is the good one; ending on another means that the answer is no.
    good = not step.outcomes or step.outcome == step.outcomes[0]
    finish_when_ready(actor, dossier, moment, granted=good)
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(
        actor,
        "complete_step",
        dossier,
        {"step": step.pk, "key": step.key, "outcome": step.outcome, "next": [s.key for s in opened]},
        note=remark,
    )
    return dossier


@verb("approve", on="step")
def approve(
    actor: Actor,
    step_id: UUID,
    *,
    approved: bool = True,
    outcome: str = "",
    note: str = "",
    person: UUID | None = None,
    expected_version: int | None = None,
) -> Dossier:
    """The leader's yes or no on an approval or signing step; a no needs a note. `person` takes the next step.

    `outcome` says which no, where the step knows several (default: its last).
    """
    step = Step.objects.filter(pk=step_id).first()
    if step is not None and step.kind not in ("approve", "sign"):
        raise Refused("step_not_approval", _("Bước này không phải bước phê duyệt."))
    outcomes = list(step.outcomes) if step else []
    if not approved and len(outcomes) < 2:
        raise Refused(
            "approval_cannot_refuse",
            _("Bước này không có kết quả “không duyệt”."),
            way_out=_("Dùng “Trả lại bước trước” và ghi lý do."),
        )
    chosen = (outcomes[0] if approved else outcome or outcomes[-1]) if outcomes else ""
    return complete_step(
        actor, step_id, outcome=chosen, note=note, person=person, expected_version=expected_version
    )


def bulk_forward(
    actor: Actor, steps: Iterable[tuple[UUID, int | None]], *, outcome: str = "", note: str = ""
) -> list[Forwarded]:
    """Complete up to `MOST_BULK` steps with one outcome; the rest of the list is left alone.

    Each is an act of its own, so one refusal does not hold up the others. A step that does not know the
    outcome is refused, never forwarded with another one; without an outcome each takes its first.
    """
    done = []
    for step_id, version in list(steps)[:MOST_BULK]:
        step = Step.objects.select_related("dossier").filter(pk=step_id).first()
        # The code of a dossier that is none of theirs stays unknown to whoever guesses an id.
        code = step.dossier.code if step and access.may_see(actor, step.dossier) else ""
        try:
            complete_step(actor, step_id, outcome=outcome, note=note, expected_version=version)
        except Refused as refusal:
            done.append(Forwarded(step_id, code, str(refusal)))
        else:
            done.append(Forwarded(step_id, code))
    return done


def advance(
    actor: Actor,
    dossier: Dossier,
    step: Step,
    moment: datetime,
    *,
    outcome: str = "",
    note: str = "",
    facts: dict[str, Any] | None = None,
    person: UUID | None = None,
) -> list[Step]:
    """Complete the task in the process, end the holding and open the next ones (the caller saves)."""
    assert dossier.process_run_id is not None
    chosen = outcome or (step.outcomes[0] if step.outcomes else "done")
    progress = process.complete(dossier.process_run_id, step.process_step_id, chosen, facts or {})
    close_step(step, actor, moment, StepEnd.DONE, outcome=chosen, note=note)
    opened = follow(dossier, actor, progress, moment, came_from=step, person=person)
    if person is not None and opened:
        check_person(person, opened[0].agency_id, opened[0].role)
    return opened


def _check_no(step: Step, outcome: str, note: str) -> None:
    """A leader's no says why, also when many are forwarded at once."""
    no = step.kind in ("approve", "sign") and outcome and step.outcomes and outcome != step.outcomes[0]
    if no and not note.strip():
        raise Refused("reason_needed", _("Hãy nêu lý do khi không duyệt."), field="note")


def _check_papers(dossier: Dossier, step: Step, outcome: str, known: bool) -> None:
    """A good appraisal over an unfit paper is a conscious one, also when many are forwarded at once."""
    if known or step.kind in ("approve", "sign") or len(step.outcomes) < 2:
        return
    found = dossier.files.filter(replaced_at=None).values_list("checked", flat=True)
    if contradicts(found, list(step.outcomes), outcome or (step.outcomes[0] if step.outcomes else "")):
        raise Refused(
            "papers_unfit",
            _("Có giấy tờ đã ghi là chưa hợp lệ."),
            field="unfit_known",
            way_out=_("Xem lại giấy tờ, yêu cầu bổ sung, hoặc xác nhận vẫn kết luận như đã chọn."),
        )


def _attach(actor: Actor, dossier: Dossier, step: Step, attachment_id: UUID | None) -> None:
    if attachment_id is not None and attachment_id != step.attachment_id:
        check_file(actor, attachment_id, "attachment")
        files.attach(attachment_id, Subject("dossier", dossier.pk))
        step.attachment_id = attachment_id
