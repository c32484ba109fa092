"""Policy `restart`: the process goes back to its first step (domain reference, section 7)."""

from __future__ import annotations

from datetime import datetime

from tinhso.foundation.process import api as process
from tinhso.government.dossiers.actions._holding import open_steps
from tinhso.government.dossiers.actions._work import follow
from tinhso.government.dossiers.models import Dossier, Step, StepEnd
from tinhso.lib.actor import Actor


def restart_process(actor: Actor, dossier: Dossier, moment: datetime) -> None:
    """Send the process back to the first step that was done; nothing happens while it is still there."""
    if dossier.process_run_id is None:
        return
    current = next((s for s in open_steps(dossier) if s.process_step_id), None)
    first = Step.objects.filter(dossier=dossier).exclude(process_step_id="").order_by("ordinal").first()
    if current is None or first is None or first.key == current.key:
        return
    if first.key not in {spec.key for spec in process.visited(dossier.process_run_id)}:
        return
    progress = process.send_back(dossier.process_run_id, current.process_step_id, first.key)
    opened = follow(dossier, actor, progress, moment, end=StepEnd.SENT_BACK, came_from=current)
    for step in opened:
        if step.key == first.key and first.done_by_id is not None:
            step.account_id = first.done_by_id
            step.save(update_fields=["account"])
