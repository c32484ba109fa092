"""Work that was sent back or not approved: the step that lies open because of it, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from tinhso.government.dossiers.models import Step, StepEnd
from tinhso.lib.prepared import prepared


class Waiting(NamedTuple):
    """What is asked of an open step."""

    pk: UUID
    dossier_id: UUID
    name: str
    account_id: UUID | None
    ordinal: int
    key: str
    opened_at: datetime
    came_from_id: UUID | None

    @classmethod
    def of(cls, dossier_id: UUID, told: dict[str, Any]) -> Waiting:
        """From the JSON of its row."""
        account, before = told["account_id"], told["came_from_id"]
        return cls(
            UUID(told["id"]),
            dossier_id,
            told["name"],
            UUID(account) if account else None,
            told["ordinal"],
            told["key"],
            datetime.fromisoformat(told["opened_at"]),
            UUID(before) if before else None,
        )


class Ended(NamedTuple):
    """A step that ended, and how."""

    pk: UUID
    dossier_id: UUID
    ordinal: int
    key: str
    opened_at: datetime
    done_at: datetime
    end: str
    outcome: str
    note: str
    done_by_id: UUID | None


_ENDED = f"""
SELECT id, dossier_id, ordinal, key, opened_at, done_at, "end", outcome, note, done_by_id FROM dossiers_step
WHERE dossier_id = ANY(%s) AND "end" IN ('{StepEnd.SENT_BACK.value}', '{StepEnd.REASSIGNED.value}')
UNION SELECT id, dossier_id, ordinal, key, opened_at, done_at, "end", outcome, note, done_by_id FROM dossiers_step
WHERE id = ANY(%s) AND outcome = 'rejected'
ORDER BY ordinal DESC
"""  # noqa: S608  the words are ours


def returned_to(waiting: Iterable[Waiting | Step]) -> dict[UUID, Ended]:
    """By open step the one that was sent back to it, or not approved; ordinary steps are left out.

    The sent-back step ended at the very moment the open one began. Giving the open step to another person
    in between changes nothing: it is still the returned work. One query.
    """
    opened = list(waiting)
    if not opened:
        return {}
    dossiers = list({step.dossier_id for step in opened})
    before = [step.came_from_id for step in opened if step.came_from_id is not None]
    with prepared() as cursor:
        cursor.execute(_ENDED, [dossiers, before])
        ended = [Ended(*row) for row in cursor.fetchall()]
    rejected = {step.pk: step for step in ended if step.outcome == "rejected"}
    earlier: dict[UUID, list[Ended]] = {}
    for step in ended:
        if step.end in (StepEnd.SENT_BACK, StepEnd.REASSIGNED):
            earlier.setdefault(step.dossier_id, []).append(step)
    found = {
        s.pk: _behind(s, earlier.get(s.dossier_id, []))
        or (rejected.get(s.came_from_id) if s.came_from_id is not None else None)
        for s in opened
    }
    return {ident: step for ident, step in found.items() if step is not None}


def _behind(waiting: Waiting | Step, earlier: list[Ended]) -> Ended | None:
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
