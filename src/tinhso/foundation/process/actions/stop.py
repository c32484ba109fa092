"""Stop a run."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.process.engine.session import running
from tinhso.foundation.process.models import ProcessRun
from tinhso.foundation.process.rules.values import Progress


def stop(run_id: UUID) -> Progress:
    """End a run early: no step of it waits any more, and nothing can be delivered to it."""
    with running(run_id) as session:
        session.workflow.cancel()
        session.row.status = ProcessRun.Status.STOPPED
        return session.progress()
