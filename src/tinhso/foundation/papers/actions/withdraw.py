"""Take a paper back: it is shown as withdrawn with the reason, and never again as good."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.papers.models import Paper
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor


@act("paper.withdraw")
def withdraw(actor: Actor, paper_id: UUID, reason: str) -> Paper:
    """Withdraw one; again changes nothing. The caller has checked right, rule and reason."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    if paper.withdrawn_at is None:
        paper.withdrawn_at, paper.withdrawn_reason = now(), reason[:1000]
        paper.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        record(actor, "paper.withdraw", Subject("paper", paper.pk), {"key": paper.key}, {"reason": reason})
    return paper
