"""How definitions and runs become JSON. A run keeps its own tasks only; its definition is stored once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter, TaskConverter
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from tinhso.foundation.process.rules.values import Facts


class _TaskConverter(TaskConverter):  # type: ignore[misc]
    """Facts live on the run, so a task is its place in the tree and its state; nothing empty is kept."""

    def to_dict(self, task: Task) -> dict[str, Any]:
        row = {
            "id": str(task.id),
            "parent": str(task._parent) if task.parent is not None else None,
            "children": [str(child) for child in task._children],
            "at": round(task.last_state_change, 3),
            "state": task.state,
            "spec": task.task_spec.name,
        }
        if task.triggered:
            row["triggered"] = True
        if task.internal_data:
            row["internal"] = self.registry.convert(task.internal_data)
        return row

    def from_dict(self, row: dict[str, Any], workflow: Any) -> Task:
        spec = workflow.spec.task_specs[row["spec"]]
        task = self.target_class(workflow, spec, state=row["state"], id=UUID(row["id"]))
        task._parent = UUID(row["parent"]) if row["parent"] else None
        task._children = [UUID(child) for child in row["children"]]
        task.last_state_change = row["at"]
        task.triggered = row.get("triggered", False)
        task.internal_data = self.registry.restore(row.get("internal", {}))
        if isinstance(spec, CatchingEvent) and task.has_state(TaskState.WAITING):
            workflow.top_workflow.event_manager.add_task(task)
        return task


class _WorkflowConverter(BpmnWorkflowConverter):  # type: ignore[misc]
    """Without the definition, which Spiff would repeat in every run."""

    def to_dict(self, workflow: BpmnWorkflow) -> dict[str, Any]:
        row: dict[str, Any] = super(BpmnWorkflowConverter, self).to_dict(workflow)
        row["subprocesses"] = self.mapping_to_dict(workflow.subprocesses)
        return row

    def from_dict(self, row: dict[str, Any], spec: Any, subspecs: dict[str, Any]) -> BpmnWorkflow:
        workflow = self.target_class(spec, subspecs, deserializing=True)
        workflow.tasks = self.mapping_from_dict(row["tasks"], UUID, workflow=workflow)
        workflow.task_tree = workflow.tasks[UUID(row["root"])]
        self.set_default_attributes(workflow, row)
        self.subprocesses_from_dict(row["subprocesses"], workflow)
        return workflow


_registry = BpmnWorkflowSerializer.configure(
    {**DEFAULT_CONFIG, Task: _TaskConverter, BpmnWorkflow: _WorkflowConverter}
)


def pack_spec(top: Any, subspecs: dict[str, Any]) -> Facts:
    """A definition as plain JSON."""
    return {
        "top": _registry.convert(top),
        "sub": {key: _registry.convert(sub) for key, sub in subspecs.items()},
    }


def unpack_spec(packed: Facts) -> tuple[Any, dict[str, Any]]:
    """The opposite of `pack_spec`."""
    subspecs = {key: _registry.restore(sub) for key, sub in packed["sub"].items()}
    return _registry.restore(packed["top"]), subspecs


def pack_workflow(workflow: BpmnWorkflow) -> Facts:
    """A run's tasks as plain JSON, some kilobytes."""
    packed: Facts = _registry.convert(workflow)
    return packed


def unpack_workflow(packed: Facts, spec: Any, subspecs: dict[str, Any]) -> BpmnWorkflow:
    """A run's tasks back on their definition."""
    return _registry.restore(packed, spec=spec, subspecs=subspecs)
