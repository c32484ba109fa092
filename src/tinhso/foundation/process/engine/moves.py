"""The moves of a live run: doing a step, delivering a message. Acts and rehearsals make the same ones."""

from __future__ import annotations

from django.utils.translation import gettext as _
from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.task import Task

from tinhso.foundation.process.engine.session import Session
from tinhso.foundation.process.rules.values import Facts
from tinhso.lib.errors import Refused


def do_step(session: Session, task: Task, outcome: str, facts: Facts | None = None) -> None:
    """Complete a waiting task and go on to the next steps. Raises Refused `process.outcome`."""
    key = task.task_spec.name
    known = session.definition.steps[key].outcomes
    if outcome not in known:
        raise Refused(
            "process.outcome",
            _("Bước này không có kết quả “%(outcome)s”.") % {"outcome": outcome},
            field="outcome",
            way_out=_("Chọn một trong: %(known)s.") % {"known": ", ".join(known)},
        )
    session.add_facts({**(facts or {}), "outcome": outcome, f"{key}_outcome": outcome})
    task.run()
    session.advance()


def send(session: Session, message: str, facts: Facts | None = None) -> bool:
    """Hand a message to whatever waits for it; False (and nothing changed) when nobody does."""
    event = BpmnEvent(MessageEventDefinition(message), payload={})
    tasks = session.workflow.event_manager.tasks.values()
    if not any(task.task_spec.catches(task, event) for task in tasks):
        return False
    session.add_facts(facts)
    session.workflow.send_event(event)
    session.advance()
    return True
