"""Stopping (Mẫu 05) → 8, and taking the work up again → 4."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._clock import resume_clock
from tinhso.government.dossiers.actions._ending import end_work
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import refresh_holder
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions._work import open_process_steps
from tinhso.government.dossiers.actions.sign_notice import ask_if_ruled, check_can_sign
from tinhso.government.dossiers.models import Dossier
from tinhso.lib.actor import Actor


@verb("stop")
def stop_processing(
    actor: Actor, dossier_id: UUID, *, reason: str, expected_version: int | None = None
) -> Dossier:
    """Stop with a reason that the citizen reads. The process keeps its place, so work can be taken up again."""
    dossier = lock_dossier(actor, dossier_id, expected_version)
    check_can_sign(actor, "stop")
    move(actor, dossier, "stop", reason=reason)
    moment = now()
    why = text(reason, "reason", 2000, needed=True)
    dossier.supplements.filter(answered_at=None, closed_at=None).update(closed_at=moment)
    # A stop during a wait goes on counting from where that wait began.
    dossier.paused_at = dossier.paused_at or moment
    end_work(actor, dossier, moment, why, stop_process=False)
    save(dossier, moment)
    note_event(actor, "stop", dossier, {"form": "05"}, reason=why)
    events.stopped(actor, dossier, why)
    ask_if_ruled(actor, dossier, "stop")
    return dossier


@verb("resume")
def resume(actor: Actor, dossier_id: UUID, *, reason: str, expected_version: int | None = None) -> Dossier:
    """Take the work up again where it stopped; the due moment moves by the working time stood still."""
    dossier = lock_dossier(actor, dossier_id, expected_version)
    move(actor, dossier, "resume", reason=reason)
    moment = now()
    resume_clock(dossier, "shift", dossier.paused_at or dossier.last_moved_at, moment)
    assert dossier.process_run_id is not None
    last = dossier.steps.order_by("-ordinal").first()
    open_process_steps(dossier, process.waiting(dossier.process_run_id), moment, came_from=last)
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(actor, "resume", dossier, {"due": dossier.due_at}, reason=text(reason, "reason", 2000))
    events.resumed(actor, dossier)
    return dossier
