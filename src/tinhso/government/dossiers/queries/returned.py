"""Work that was sent back or not approved: the step that lies open because of it, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tinhso.government.dossiers.models import Step, StepEnd


def returned_to(waiting: Iterable[Step]) -> dict[UUID, Step]:
    """By open step the one that was sent back to it, or not approved; ordinary steps are left out.

    The sent-back step ended at the very moment the open one began. Giving the open step to another person
    in between changes nothing: it is still the returned work. One query.
    """
    opened = list(waiting)
    ended = Step.objects.filter(
        dossier_id__in={step.dossier_id for step in opened},
        end__in=[StepEnd.SENT_BACK, StepEnd.REASSIGNED],
    ).order_by("-ordinal")
    earlier: dict[UUID, list[Step]] = {}
    for step in ended:
        earlier.setdefault(step.dossier_id, []).append(step)
    found = {s.pk: _behind(s, earlier.get(s.dossier_id, [])) or _rejected(s) for s in opened}
    return {ident: step for ident, step in found.items() if step is not None}


def _behind(waiting: Step, earlier: list[Step]) -> Step | None:
    """Walk from the open step through its former holders, the newest first, to what sent it back."""
    began = waiting.opened_at
    for step in earlier:
        if step.ordinal >= waiting.ordinal or step.done_at != began:
            continue
        if step.end == StepEnd.SENT_BACK:
            return step
        if step.key == waiting.key:
            began = step.opened_at
    return None


def _rejected(waiting: Step) -> Step | None:
    """The step before, when it ended without approval."""
    before = waiting.came_from
    return before if before is not None and before.outcome == "rejected" else None
