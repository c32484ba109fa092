"""Complete a step with an outcome."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.process.engine.session import running
from tinhso.foundation.process.rules.values import Facts, Progress
from tinhso.lib.errors import Refused


def complete(run_id: UUID, step_id: str, outcome: str, facts: Facts | None = None) -> Progress:
    """Do a waiting step; conditions see `outcome`, `<key>_outcome` and the facts.

    Raises Conflict when the step no longer waits, Refused `process.outcome` for an outcome that the step
    does not know, Refused when a condition cannot be decided; then nothing changed.
    """
    with running(run_id) as session:
        task = session.ready_task(step_id)
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
        return session.progress(done=step_id)
