"""What the committee's office does with a task: accept, return, extend, cancel."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.government.directives import events
from tinhso.government.directives.actions._frame import after_now, finish, take_up, words
from tinhso.government.directives.models import Task
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

# What a returned task counts as done, until its head tells otherwise.
AFTER_RETURN = 90


@act("directive_task.accept")
def accept(actor: Actor, task_id: UUID, *, text: str = "", version: int | None = None) -> Task:
    """The report is good. Never by whoever reported it."""
    task, move = take_up(actor, task_id, "accept", version=version)
    finish(actor, task, move, text=words(text, "text", 4000))
    events.accepted(task)
    return task


@act("directive_task.send_back")
def send_back(actor: Actor, task_id: UUID, *, text: str, version: int | None = None) -> Task:
    """The report is not good: the task goes on, with the reason. Its deadline stays."""
    task, move = take_up(actor, task_id, "send_back", reason=text, version=version)
    said = words(text, "text", 4000)
    task.reported_at, task.progress = None, AFTER_RETURN
    task.reported_by_id = None
    finish(actor, task, move, text=said)
    events.returned(task, said)
    return task


@act("directive_task.extend")
def extend(actor: Actor, task_id: UUID, *, due: date | None, text: str, version: int | None = None) -> Task:
    """A later deadline, with the reason; the earlier one stays in the history."""
    task, move = take_up(actor, task_id, "extend", reason=text, version=version)
    before, later = task.due_at, after_now(due)
    if later <= before:
        raise Refused("not_later", _("Hạn mới phải sau hạn đang có."), field="due")
    said = words(text, "text", 4000)
    task.due_at = later
    finish(actor, task, move, text=said, due_before=before)
    events.extended(task, said)
    return task


@act("directive_task.cancel")
def cancel(actor: Actor, task_id: UUID, *, text: str, version: int | None = None) -> Task:
    """It need not be done any more; the reason is kept and told."""
    task, move = take_up(actor, task_id, "cancel", reason=text, version=version)
    said = words(text, "text", 4000)
    finish(actor, task, move, text=said)
    events.cancelled(task, said)
    return task
