"""Holdings: opening and closing steps, and the holder columns that worklists read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.models import Dossier, ResultDraft, State, Step, StepEnd
from tinhso.government.dossiers.rules.result_signing import SIGNING
from tinhso.lib.actor import Actor

# What an act remembers on its locked dossier until it is recorded: in whose place it was done.
IN_PLACE_OF = "_in_place_of"


def open_step(
    dossier: Dossier,
    *,
    key: str,
    name: str,
    kind: str,
    role: str,
    agency_id: UUID,
    opened_at: datetime,
    due_at: datetime,
    account_id: UUID | None = None,
    process_step_id: str = "",
    outcomes: Iterable[str] = (),
    came_from: Step | None = None,
) -> Step:
    """A new holding after the last one. The caller refreshes the holder columns and saves."""
    step = new_step(
        dossier,
        key=key,
        name=name,
        kind=kind,
        role=role,
        agency_id=agency_id,
        opened_at=opened_at,
        due_at=due_at,
        account_id=account_id,
        process_step_id=process_step_id,
        outcomes=list(outcomes),
        came_from=came_from,
    )
    step.save(force_insert=True)
    return step


def new_step(dossier: Dossier, *, name: str, **fields: Any) -> Step:
    """The next holding, not written yet; fields as for `open_step`."""
    every = holdings(dossier)
    step = Step(dossier=dossier, ordinal=every[-1].ordinal + 1 if every else 1, name=name[:300], **fields)
    every.append(step)
    return step


def close_step(
    step: Step,
    actor: Actor,
    moment: datetime,
    end: StepEnd,
    *,
    outcome: str = "",
    note: str = "",
    attachment_id: UUID | None = None,
) -> None:
    """End a holding. Who did it in the place of its holder is told by `done_by`, and by the act's record."""
    worked = end in (StepEnd.DONE, StepEnd.SENT_BACK) and actor.account_id is not None
    if worked and step.account_id not in (None, actor.account_id):
        step.dossier.__dict__[IN_PLACE_OF] = step.account_id
    step.done_at = max(moment, step.opened_at)
    step.done_by_id = actor.account_id
    step.end = end
    step.outcome = outcome
    step.note = note
    if attachment_id is not None:
        step.attachment_id = attachment_id
    step.save()
    if step.kind in SIGNING:
        # Decided another way: nobody signs that paper any more. A signed one stands until it is numbered.
        waiting = ResultDraft.objects.filter(step=step, ended_at=None, signed=None)
        drop_drafts(actor, waiting, ResultDraft.End.DROPPED, "")


def holdings(dossier: Dossier) -> list[Step]:
    """Every step in order, read once for each act: the dossier is locked, so nobody else writes them.

    An act changes these very rows and no copies of them.
    """
    kept: list[Step] | None = dossier.__dict__.get("_holdings")
    if kept is None:
        kept = dossier.__dict__["_holdings"] = list(dossier.steps.order_by("ordinal"))
    return kept


def begin(dossier: Dossier) -> None:
    """A dossier that was made in this act has no holding before its first."""
    dossier.__dict__["_holdings"] = []


def open_steps(dossier: Dossier) -> list[Step]:
    """The open holdings, the one due first in front."""
    waiting = [step for step in holdings(dossier) if step.done_at is None]
    return sorted(waiting, key=lambda step: (step.due_at, step.ordinal))


def close_all(dossier: Dossier, actor: Actor, moment: datetime, note: str = "") -> None:
    """End every open holding together with the dossier's work."""
    for step in open_steps(dossier):
        close_step(step, actor, moment, StepEnd.CLOSED, note=note)


def refresh_holder(dossier: Dossier, next_due: datetime | None = None) -> None:
    """Copy the first open holding to the dossier; a closed or stopped dossier has none.

    `next_due` overrides the moment: while the citizen is waited for, it is the citizen's deadline.
    """
    steps = open_steps(dossier)
    if dossier.state in (State.REFUSED, State.WITHDRAWN, State.STOPPED, State.RETURNED) or not steps:
        dossier.holder_agency_id = dossier.holder_account_id = dossier.next_due = None
        dossier.holder_role = ""
        return
    first = steps[0]
    dossier.holder_agency_id = first.agency_id
    dossier.holder_account_id = first.account_id
    dossier.holder_role = first.role
    dossier.next_due = next_due or first.due_at


def end_draft(draft: ResultDraft, end: str, reason: str) -> None:
    """A result that was to be signed is no longer good."""
    draft.ended_at, draft.end, draft.end_reason = now(), end, reason[:1000]
    draft.save(update_fields=["ended_at", "end", "end_reason"])


def drop_drafts(actor: Actor, drafts: Iterable[ResultDraft], end: str, reason: str) -> None:
    """The same, and nobody is asked to sign it any more. Conflict while somebody signs it."""
    for draft in drafts:
        if draft.signed_id is None and draft.request_id is not None:
            signing.withdraw(actor, draft.request_id, reason)
        end_draft(draft, end, reason)
