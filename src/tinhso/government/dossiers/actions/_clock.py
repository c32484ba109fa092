"""The dossier's clock: its limit, its steps' due moments, and what a pause does to them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tinhso.foundation.worktime.api import Limit, calendar, pause_shift
from tinhso.government.dossiers._versions import content_of
from tinhso.government.dossiers.actions._holding import open_steps
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.rules import due as rule


def limit_of(dossier: Dossier) -> Limit | None:
    """The limit that rules this dossier, or None before acceptance."""
    if dossier.limit_value is None:
        return None
    return Limit.of(dossier.limit_value, dossier.limit_unit)


def total_hours(dossier: Dossier) -> Decimal | None:
    """Working hours of the whole limit, counted from acceptance."""
    limit = limit_of(dossier)
    if limit is None or dossier.accepted_at is None:
        return None
    return calendar().working_hours(limit, dossier.accepted_at, content_of(dossier).cutoff)


def step_due(dossier: Dossier, plan: rule.StepPlan, opened_at: datetime) -> datetime:
    """The personal due moment of a step that opens now."""
    return rule.step_due(calendar(), opened_at, plan, total_hours(dossier), dossier.due_at)


def resume_clock(dossier: Dossier, policy: str, paused_at: datetime, moment: datetime) -> None:
    """Set the new due moment of the dossier and of its open steps after a wait (the caller saves)."""
    cal = calendar()
    dossier.due_at = rule.after_supplement(
        cal,
        policy,
        due=dossier.due_at,
        asked_at=paused_at,
        answered_at=moment,
        limit=limit_of(dossier),
        cutoff=content_of(dossier).cutoff,
    )
    dossier.paused_at = None
    if policy == "none":
        return
    for step in open_steps(dossier):
        step.due_at = pause_shift(cal, step.due_at, max(paused_at, step.opened_at), moment)
        step.due_soon_sent = step.overdue_sent = False
        step.save(update_fields=["due_at", "due_soon_sent", "overdue_sent"])
