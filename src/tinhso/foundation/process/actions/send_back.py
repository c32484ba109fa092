"""Return the work to an earlier step."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from SpiffWorkflow.task import Task

from tinhso.foundation.process.engine.session import Session, running
from tinhso.foundation.process.engine.tree import after, before, holders
from tinhso.foundation.process.rules.values import Progress
from tinhso.lib.errors import Refused


def send_back(run_id: UUID, step_id: str, to_key: str) -> Progress:
    """From a waiting step back to the last visit of an earlier one, which then waits again with a new id.

    Facts stay. Everything after the earlier step is undone; a parallel branch that was already done stays
    done and waits at the join. Raises Conflict for a step that no longer waits, Refused `process.return`
    when the run never came from that step.
    """
    with running(run_id) as session:
        task = session.ready_task(step_id)
        target = _target(session, task, to_key)
        if target is None:
            raise Refused(
                "process.return",
                _("Không trả lại được về bước đó vì hồ sơ chưa đi qua bước đó."),
                field="to_key",
                way_out=_("Chọn một bước đã xử lý trước bước hiện tại."),
            )
        _open_join(session, task, target)
        session.reset(target)
        session.advance()
        return session.progress()


def _target(session: Session, task: Task, to_key: str) -> Task | None:
    """The latest done task of that key: on the way here first, else in a branch that joined the way."""
    way = before(session.workflow, task)
    # A subprocess that was left counts with everything done inside it.
    done = [t for t in session.done_tasks(to_key) if set(holders(session.workflow, t)) & set(way)]
    if done:
        return max(done, key=lambda t: t.last_state_change)
    joined = {t.task_spec.name for t in way if _is_join(t)}
    others = [
        t
        for t in session.done_tasks(to_key)
        if joined & {other.task_spec.name for other in after(session.workflow, t) if _is_join(other)}
    ]
    return max(others, key=lambda t: t.last_state_change, default=None)


def _open_join(session: Session, task: Task, target: Task) -> None:
    """When the target lies in another branch, undo what the join of both let through."""
    way = before(session.workflow, task)
    if set(holders(session.workflow, target)) & set(way):
        return
    # Only joins since the split that both come from: an earlier round of a loop has its own.
    shared = set(before(session.workflow, target))
    way = way[: next(i for i, item in enumerate(way) if item in shared)]
    names = {t.task_spec.name for t in after(session.workflow, target) if _is_join(t)}
    for item in reversed(way):
        if _is_join(item) and item.task_spec.name in names:
            for gone in [t for t in after(session.workflow, item) if t.id in session.workflow.subprocesses]:
                session.workflow.delete_subprocess(gone)
            item._drop_children(force=True)
            return


def _is_join(task: Task) -> bool:
    return type(task.task_spec).__name__ == "ParallelGateway" and len(task.task_spec.inputs) > 1
