"""What the steps before the open one brought: verdict, words and paper, with who gave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinhso.foundation.identity.api import person_name
from tinhso.government.dossiers.models import Step, StepEnd


@dataclass(frozen=True)
class Brought:
    """One step's contribution. `file` is the stored draft paper; `text` what was kept as a draft with it."""

    key: str
    step: str
    who: str
    agency: str
    at: datetime
    outcome: str
    note: str
    text: str
    file: Any
    sent_back: bool


def so_far(steps: list[Step]) -> list[Brought]:
    """The last word of every step of the process that was done or sent back, the newest first.

    A step done twice speaks once. What was recalled, reassigned or closed said nothing.
    """
    latest: dict[str, Step] = {}
    for step in steps:
        if step.process_step_id and step.end in (StepEnd.DONE, StepEnd.SENT_BACK):
            latest[step.key] = step
    return [_brought(step) for step in sorted(latest.values(), key=lambda step: -step.ordinal)]


def _brought(step: Step) -> Brought:
    assert step.done_at is not None
    return Brought(
        key=step.key,
        step=step.name,
        who=person_name(step.done_by_id) if step.done_by_id else "",
        agency=step.agency.name,
        at=step.done_at,
        outcome=step.outcome,
        note=step.note,
        text=step.draft_text if step.draft_text != step.note else "",
        file=step.attachment,
        sent_back=step.end == StepEnd.SENT_BACK,
    )
