"""Where a dossier stands towards the national portal: one column, apart from the dossier's own course."""

from __future__ import annotations

from uuid import UUID

from tinhso.government.dossiers.models import Dossier, Sync
from tinhso.lib.actor import Actor


def mark_sync(actor: Actor, dossier_id: UUID, state: str) -> None:
    """Set the sync axis: not_sent, sent or failed. No new version: nothing of the dossier itself changed.

    The portal room records what it sent and why something is held; only the platform calls this.
    """
    if actor.kind != "system" or state not in Sync.values:
        raise ValueError("the sync axis is set by the platform alone")
    Dossier.objects.filter(pk=dossier_id).exclude(sync=state).update(sync=state)
