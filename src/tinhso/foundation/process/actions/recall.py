"""Take back a hand-over."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from tinhso.foundation.process.engine.session import Session, running
from tinhso.foundation.process.engine.tree import after
from tinhso.foundation.process.rules.values import Progress
from tinhso.lib.errors import Conflict


def recall(run_id: UUID, step_id: str) -> Progress:
    """Make a step that was just done wait again, if nobody has opened what it led to.

    The recalled step gets a new id. Raises Conflict when a next step was opened or done, when another
    branch went on from here, or when the step was not done.
    """
    with running(run_id) as session:
        task = session.task(step_id)
        if task.state != TaskState.COMPLETED:
            raise Conflict("process.recall.open", _("Bước này chưa chuyển đi nên không cần thu hồi."))
        if not _untouched(session, task):
            raise Conflict(
                "process.recall.late",
                _("Bước tiếp theo đã được mở hoặc xử lý nên không thu hồi được."),
                way_out=_("Đề nghị người đang xử lý trả lại bước này."),
            )
        session.reset(task)
        session.advance()
        return session.progress()


def _untouched(session: Session, task: Task) -> bool:
    """Nothing after the task was opened or done, and no other branch carried its work on."""
    following = after(session.workflow, task)
    steps = [t for t in following if t.task_spec.name in session.definition.steps]
    for step in steps:
        if step.state in (TaskState.COMPLETED, TaskState.CANCELLED):
            return False
        if step.state == TaskState.READY and session.step_id(step) in session.extra["seen"]:
            return False
    # A join that was cancelled here was fired by another branch: the work went on from there.
    return not any(t.state == TaskState.CANCELLED and len(t.task_spec.inputs) > 1 for t in following)
