"""Ending the work on a dossier: no holding stays open, no process runs on."""

from __future__ import annotations

from datetime import datetime

from tinhso.foundation.process import api as process
from tinhso.government.dossiers.actions._holding import close_all, refresh_holder
from tinhso.government.dossiers.models import Dossier, Opinion
from tinhso.lib.actor import Actor


def end_work(
    actor: Actor, dossier: Dossier, moment: datetime, note: str = "", *, stop_process: bool = True
) -> None:
    """Close the holdings, stop the process (unless it may go on later) and cancel open questions."""
    close_all(dossier, actor, moment, note)
    Opinion.objects.filter(dossier=dossier, answered_at=None, cancelled_at=None).update(cancelled_at=moment)
    run_id = dossier.process_run_id if stop_process else None
    if run_id is not None and process.run(run_id).status == "running":
        process.stop(run_id)
    refresh_holder(dossier)
