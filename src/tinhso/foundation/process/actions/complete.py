"""Complete a step with an outcome."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.process.engine.moves import do_step
from tinhso.foundation.process.engine.session import running
from tinhso.foundation.process.rules.values import Facts, Progress


def complete(run_id: UUID, step_id: str, outcome: str, facts: Facts | None = None) -> Progress:
    """Do a waiting step; conditions see `outcome`, `<key>_outcome` and the facts.

    Raises Conflict when the step no longer waits, Refused `process.outcome` for an outcome that the step
    does not know, Refused when a condition cannot be decided; then nothing changed.
    """
    with running(run_id) as session:
        do_step(session, session.ready_task(step_id), outcome, facts)
        return session.progress(done=step_id)
