"""Start a run."""

from __future__ import annotations

from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow

from tinhso.foundation.process.engine.definitions import definition
from tinhso.foundation.process.engine.session import Session, engine_errors
from tinhso.foundation.process.models import ProcessRun
from tinhso.foundation.process.rules.values import Facts, Run


def start(spec_id: str, subject_id: UUID, facts: Facts | None = None) -> Run:
    """Start a run for a subject and go to its first steps. Raises NotFound, Refused."""
    found = definition(spec_id)
    row = ProcessRun(spec_id=spec_id, subject_id=subject_id, state={}, data={})
    with engine_errors():
        session = Session(row, found, BpmnWorkflow(found.spec, found.subspecs))
        session.add_facts(facts)
        session.advance()
        session.save(new=True)
    return Run(row.id, spec_id, subject_id, row.status, dict(row.data), session.steps())
