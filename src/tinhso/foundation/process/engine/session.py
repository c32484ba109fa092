"""One act on one run: lock the row, bring the workflow to life, act, put it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from tinhso.foundation.process.engine.codec import pack_workflow, unpack_workflow
from tinhso.foundation.process.engine.definitions import Definition, definition
from tinhso.foundation.process.engine.script import ZenScriptEngine
from tinhso.foundation.process.engine.tree import holders
from tinhso.foundation.process.models import ProcessRun
from tinhso.foundation.process.rules.expressions import checked_facts
from tinhso.foundation.process.rules.values import Facts, Progress, Step
from tinhso.lib.errors import Conflict, NotFound, Refused
from tinhso.lib.transactions import in_transaction

MAX_AUTOMATIC = 500
# Spiff walks its tree by recursion; far below Python's own limit.
MAX_TASKS = 400


class Session:
    """A live run. `extra` keeps what Spiff does not: which steps were opened, how often one came back."""

    def __init__(self, row: ProcessRun, found: Definition, workflow: BpmnWorkflow) -> None:
        self.row = row
        self.definition = found
        self.workflow = workflow
        self.extra: dict[str, Any] = row.state.get("extra") or {"seen": [], "visits": {}}
        workflow.script_engine = ZenScriptEngine(row.data, found.decisions)
        self._before = {step.id for step in self.steps()} if row.state else set()
        self._automatic = 0

    def steps(self) -> list[Step]:
        """The user tasks that wait now, in the order of the outline."""
        order = {key: i for i, key in enumerate(self.definition.steps)}
        ready = [t for t in self.workflow.get_tasks(state=TaskState.READY) if t.task_spec.name in order]
        return [self.step(task) for task in sorted(ready, key=lambda t: order[t.task_spec.name])]

    def step(self, task: Task) -> Step:
        """A Spiff task as a step."""
        spec = self.definition.steps[task.task_spec.name]
        return Step(
            self.step_id(task),
            spec.key,
            spec.name,
            spec.role,
            spec.kind,
            spec.agency,
            spec.hours,
            spec.share,
            spec.outcomes,
            spec.words,
        )

    def step_id(self, task: Task) -> str:
        """The task's id, with the number of its return, so that a reopened step is a new step."""
        visit = self.extra["visits"].get(str(task.id))
        return f"{task.id}.{visit}" if visit else str(task.id)

    def task(self, step_id: str) -> Task:
        """The task of a step id as it stands now. Raises NotFound, or Conflict for a former visit."""
        try:
            task = self.workflow.get_task_from_id(UUID(step_id.partition(".")[0]))
        except (ValueError, SpiffWorkflowException) as error:
            raise NotFound("process.step", _("Không có bước này trong quy trình.")) from error
        if task.task_spec.name not in self.definition.steps:
            raise NotFound("process.step", _("Không có bước này trong quy trình."))
        if self.step_id(task) != step_id:
            raise _stale()
        return task

    def ready_task(self, step_id: str) -> Task:
        """The task of a step that still waits. Raises Conflict when somebody was first."""
        try:
            task = self.task(step_id)
        except NotFound as error:
            # A step that a return removed is as gone as one that was done.
            raise _stale() from error
        if task.state != TaskState.READY:
            raise _stale()
        return task

    def reset(self, task: Task) -> None:
        """Make a done task wait again; everything after it is undone."""
        key = str(task.id)
        self.extra["visits"][key] = self.extra["visits"].get(key, 0) + 1
        # Spiff leaves a subprocess that was done marked as done, and would walk on past the reopened step.
        for holder in holders(self.workflow, task)[1:]:
            self.workflow.subprocesses[holder.id].completed = False
        self.workflow.reset_from_task_id(task.id)

    def add_facts(self, facts: Facts | None) -> None:
        """Facts join those of the run; a later one replaces an earlier one of the same name."""
        merged = {**self.row.data, **checked_facts(facts or {})}
        self.row.data.update(checked_facts(merged))

    def advance(self) -> None:
        """Run everything automatic up to the next steps."""
        self.workflow.do_engine_steps(did_complete_task=self._count)
        if len(self.workflow.tasks) > MAX_TASKS:
            raise Refused(
                "process.long",
                _("Quy trình đã quay lại quá nhiều lần."),
                way_out=_("Dùng chức năng trả lại về bước trước thay cho nhánh quay lại."),
            )

    def _count(self, task: Task) -> None:
        self._automatic += 1
        if self._automatic > MAX_AUTOMATIC:
            raise Refused("process.endless", _("Quy trình lặp không dừng ở các bước tự động."))

    def progress(self, done: str = "", caught: bool = True) -> Progress:
        """What changed since the session began."""
        steps = self.steps()
        now = {step.id for step in steps}
        return Progress(
            done,
            [step for step in steps if step.id not in self._before],
            sorted(self._before - now - {done}),
            self.ended,
            dict(self.row.data),
            caught,
        )

    @property
    def ended(self) -> bool:
        """True when the process came to its end; a stopped run did not."""
        return self.row.status != ProcessRun.Status.STOPPED and bool(self.workflow.is_completed())

    def done_tasks(self, key: str) -> list[Task]:
        """Every done task of a step's key, in all branches."""
        done = self.workflow.get_tasks(state=TaskState.COMPLETED)
        return [task for task in done if task.task_spec.name == key]

    def save(self, *, new: bool = False) -> None:
        """Write the run back, or for the first time, and count its version."""
        if self.ended:
            self.row.status = ProcessRun.Status.ENDED
        known = {str(task.id) for task in self._all_tasks()}
        self.extra["seen"] = [item for item in self.extra["seen"] if item.partition(".")[0] in known]
        self.row.state = {"flow": pack_workflow(self.workflow), "extra": self.extra}
        self.row.version += 1
        if new:
            self.row.save(force_insert=True)
        else:
            self.row.save(update_fields=["state", "data", "status", "version"])

    def _all_tasks(self) -> list[Task]:
        inner = [task for sub in self.workflow.subprocesses.values() for task in sub.tasks.values()]
        return [*self.workflow.tasks.values(), *inner]


def _stale() -> Conflict:
    return Conflict(
        "process.step.done",
        _("Bước này đã được người khác xử lý hoặc đã thu hồi."),
        way_out=_("Tải lại trang để xem bước hiện tại."),
    )


def load(row: ProcessRun) -> Session:
    """A session on a row that was read (and locked when it will change)."""
    found = definition(row.spec_id)
    return Session(row, found, unpack_workflow(row.state["flow"], found.spec, found.subspecs))


@contextmanager
def running(run_id: UUID) -> Iterator[Session]:
    """A locked, live session in one transaction; saved on leaving, untouched when anything is refused.

    Raises NotFound for an unknown run, Conflict for one that ended or was stopped.
    """
    with in_transaction():
        row = ProcessRun.objects.select_for_update().filter(pk=run_id).first()
        if row is None:
            raise NotFound("process.run", _("Không có lượt chạy quy trình này."))
        if row.status != ProcessRun.Status.RUNNING:
            raise Conflict("process.run.over", _("Quy trình này đã kết thúc."))
        session = load(row)
        with engine_errors():
            yield session
            session.save()


@contextmanager
def engine_errors() -> Iterator[None]:
    """The engine's own complaints become refusals; ours, wrapped by it, come out again."""
    try:
        yield
    except (SpiffWorkflowException, RecursionError) as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, Refused):
                raise cause from None
            cause = cause.__cause__ or cause.__context__
        raise Refused(
            "process.stuck",
            _("Quy trình không đi tiếp được từ bước này."),
            way_out=_("Báo quản trị viên kiểm tra tệp quy trình."),
        ) from error
