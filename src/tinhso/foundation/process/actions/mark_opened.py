"""Remember that a step was opened by its holder."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.process.engine.session import running


def mark_opened(run_id: UUID, step_id: str) -> None:
    """From now on the hand-over that led to this step can no longer be recalled. Raises Conflict."""
    with running(run_id) as session:
        session.ready_task(step_id)
        if step_id not in session.extra["seen"]:
            session.extra["seen"].append(step_id)
