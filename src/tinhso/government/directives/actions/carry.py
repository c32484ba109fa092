"""What the head of an agency does with a task: receive it, tell how far it is, report it done."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.records.api import Subject, act
from tinhso.foundation.worktime.api import now
from tinhso.government.directives import events
from tinhso.government.directives.actions._frame import TO_JUDGE, finish, in_working_days, take_up, words
from tinhso.government.directives.models import Task
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@act("directive_task.receive")
def receive(actor: Actor, task_id: UUID, *, version: int | None = None) -> Task:
    """The head takes the task."""
    task, move = take_up(actor, task_id, "receive", version=version)
    finish(actor, task, move)
    return task


@act("directive_task.progress")
def progress(
    actor: Actor, task_id: UUID, *, percent: int | None, text: str, version: int | None = None
) -> Task:
    """Tell how far it is: 0 to 99 percent, with what was done. Done is reported, not counted."""
    task, move = take_up(actor, task_id, "progress", reason=text, version=version)
    if percent is None or not 0 <= percent <= 99:
        raise Refused(
            "percent", _("Tiến độ là số từ 0 đến 99; xong rồi thì báo cáo hoàn thành."), field="percent"
        )
    task.progress, task.told_at = percent, now()
    finish(actor, task, move, text=words(text, "text", 4000), progress=percent)
    return task


@act("directive_task.report")
def report(
    actor: Actor, task_id: UUID, *, text: str, file_ids: Sequence[UUID] = (), version: int | None = None
) -> Task:
    """Report it done, with the evidence: what came out, in words, and the files that prove it."""
    task, move = take_up(actor, task_id, "report", reason=text, version=version)
    said = words(text, "text", 4000)
    subject = Subject("directive_task", task.pk)
    if not file_ids and not files.files_of(subject):
        raise Refused("evidence_needed", _("Hãy gửi kèm ít nhất một tệp minh chứng."), field="files")
    for file_id in file_ids:
        files.attach(file_id, subject)
    task.reported_at = task.told_at = now()
    task.reported_by_id = actor.account_id
    task.progress = 100
    task.answer_by = in_working_days(TO_JUDGE)
    finish(actor, task, move, text=said, progress=100)
    events.reported(task)
    return task
