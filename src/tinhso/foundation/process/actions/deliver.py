"""Deliver a message to a run."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.process.engine.moves import send
from tinhso.foundation.process.engine.session import running
from tinhso.foundation.process.rules.values import Facts, Progress


def deliver(run_id: UUID, message: str, facts: Facts | None = None) -> Progress:
    """Hand a message (by name) to whatever waits for it: a catch event or the edge of a step or subprocess.

    A message nobody waits for changes nothing and returns `caught=False`: a due moment may pass a step
    that does not care.
    """
    with running(run_id) as session:
        caught = send(session, message, facts)
        return session.progress(caught=caught)
