"""Walking Spiff's task tree across subprocess borders."""

from __future__ import annotations

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.task import Task


def before(workflow: BpmnWorkflow, task: Task) -> list[Task]:
    """Every task on the way to this one, nearest first, out through the subprocesses that hold it."""
    found: list[Task] = []
    at: Task | None = task.parent
    current = task
    while True:
        while at is not None:
            found.append(at)
            current, at = at, at.parent
        holder = getattr(current.workflow, "parent_task_id", None)
        if holder is None:
            return found
        outer = workflow.get_task_from_id(holder)
        found.append(outer)
        current, at = outer, outer.parent


def holders(workflow: BpmnWorkflow, task: Task) -> list[Task]:
    """The task and the subprocess tasks around it, inmost first."""
    found = [task]
    while (holder := getattr(found[-1].workflow, "parent_task_id", None)) is not None:
        found.append(workflow.get_task_from_id(holder))
    return found


def after(workflow: BpmnWorkflow, task: Task) -> list[Task]:
    """Every task that follows this one, inside the subprocesses it led to and outside its own."""
    found: list[Task] = []
    for item in _below(task):
        found.append(item)
        sub = workflow.subprocesses.get(item.id)
        if sub is not None and item is not task:
            found.extend(sub.tasks.values())
    holder = getattr(task.workflow, "parent_task_id", None)
    if holder is not None:
        found.extend(after(workflow, workflow.get_task_from_id(holder)))
    return found


def _below(task: Task) -> list[Task]:
    found: list[Task] = []
    todo = list(task.children)
    while todo:
        at = todo.pop()
        found.append(at)
        todo.extend(at.children)
    return found
