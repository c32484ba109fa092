"""Sending work back, taking it back, giving it to somebody else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import now_of
from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import close_step, open_step, open_steps, refresh_holder
from tinhso.government.dossiers.actions._lock import lock_step, save
from tinhso.government.dossiers.actions._move import check_move
from tinhso.government.dossiers.actions._office import check_person, may_direct, may_do
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions._work import follow
from tinhso.government.dossiers.models import Dossier, Step, StepEnd
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused


@verb("send_back", on="step")
def send_back(
    actor: Actor, step_id: UUID, *, note: str, to_key: str = "", expected_version: int | None = None
) -> Dossier:
    """Return the work to an earlier step (default: the one it came from), to whoever did it."""
    dossier, step = lock_step(actor, step_id, expected_version)
    check_move(actor, dossier, "send_back", reason=note)
    may_do(actor, step)
    came_from = step.came_from
    target = to_key or (came_from.key if came_from is not None and came_from.process_step_id else "")
    if not target or not step.process_step_id or dossier.process_run_id is None:
        raise Refused("no_step_before", _("Đây là bước đầu tiên nên không trả lại được."))
    moment = now()
    remark = text(note, "note", 4000, needed=True)
    progress = process.send_back(dossier.process_run_id, step.process_step_id, target)
    close_step(step, actor, moment, StepEnd.SENT_BACK, outcome="sent_back", note=remark)
    _give_back(dossier, follow(dossier, actor, progress, moment, came_from=step), target)
    return _done(
        actor, dossier, moment, "send_back", {"step": step.pk, "key": step.key, "to_key": target}, remark
    )


@verb("recall", on="step")
def recall(actor: Actor, step_id: UUID, *, note: str, expected_version: int | None = None) -> Dossier:
    """Take back a step that the actor completed, while nobody has opened what came next."""
    dossier, step = lock_step(actor, step_id, expected_version, open_only=False)
    check_move(actor, dossier, "recall", reason=note)
    if actor.kind != "system" and step.done_by_id != actor.account_id:
        raise Forbidden("recall_not_yours", _("Chỉ người đã chuyển bước này được thu hồi."))
    if (
        step.done_at is None
        or step.end != StepEnd.DONE
        or not step.process_step_id
        or not dossier.process_run_id
    ):
        raise Conflict("recall_nothing", _("Bước này chưa chuyển đi nên không cần thu hồi."))
    moment = now()
    remark = text(note, "note", 4000, needed=True)
    progress = process.recall(dossier.process_run_id, step.process_step_id)
    _give_back(
        dossier, follow(dossier, actor, progress, moment, end=StepEnd.RECALLED, came_from=step), step.key
    )
    return _done(actor, dossier, moment, "recall", {"step": step.pk, "key": step.key}, remark)


@verb("reassign", on="step")
def reassign(
    actor: Actor, step_id: UUID, *, person: UUID | None, note: str, expected_version: int | None = None
) -> Dossier:
    """Give an open step to another person of the same role and agency; its due moment stays.

    Without a person it goes back to the unit, where everybody in the role may take it.
    """
    dossier, step = lock_step(actor, step_id, expected_version)
    check_move(actor, dossier, "reassign", reason=note)
    may_direct(actor, step)
    office = now_of(step.agency_id, dossier.unit_code)
    if person is not None:
        check_person(person, office, step.role)
    elif step.account_id is None:
        raise Conflict("step_free", _("Bước này chưa ai giữ, ai trong bộ phận cũng nhận được."))
    moment = now()
    remark = text(note, "note", 4000, needed=True)
    close_step(step, actor, moment, StepEnd.REASSIGNED, outcome="reassigned", note=remark)
    open_step(
        dossier,
        key=step.key,
        name=step.name,
        kind=step.kind,
        role=step.role,
        agency_id=office,
        account_id=person,
        opened_at=moment,
        due_at=step.due_at,
        process_step_id=step.process_step_id,
        outcomes=step.outcomes,
        came_from=step,
    )
    to = {"to": person} if person is not None else {}
    return _done(actor, dossier, moment, "reassign", {"step": step.pk, "key": step.key, **to}, remark)


def _give_back(dossier: Dossier, opened: list[Step], key: str) -> None:
    """The reopened step goes to the person who did it last, and keeps what they had come from."""
    done = Step.objects.filter(dossier=dossier, key=key, done_at__isnull=False, end=StepEnd.DONE)
    last = done.order_by("-ordinal").first()
    for step in opened:
        if last is not None and step.key == key:
            step.account_id = last.done_by_id if last.account_id else last.account_id
            step.came_from_id = last.came_from_id
            # What was written goes back with the work: the draft as kept, else the note and paper sent on.
            step.draft_text = last.draft_text or last.note
            step.attachment_id = last.attachment_id
            step.draft_saved_at = last.draft_saved_at or (
                last.done_at if step.draft_text or step.attachment_id else None
            )
            step.save(update_fields=["account", "came_from", "draft_text", "draft_saved_at", "attachment"])


def _done(
    actor: Actor, dossier: Dossier, moment: datetime, name: str, facts: dict[str, object], remark: str
) -> Dossier:
    if not open_steps(dossier):
        raise Refused("nobody_left", _("Thao tác này làm hồ sơ không còn ai xử lý nên không thực hiện được."))
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(actor, name, dossier, facts, note=remark)
    return dossier
