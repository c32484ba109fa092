"""Stopping a batch: what is signed stays signed, what is not goes back to the list."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.signing.access import own_batch
from tinhso.foundation.signing.models import Turn
from tinhso.lib.actor import Actor


@act("signing.stop")
def stop(actor: Actor, batch_id: UUID) -> int:
    """How many papers went back. A signature that a service still gives afterwards is not taken."""
    from tinhso.foundation.signing.actions.carry_on import close
    from tinhso.foundation.signing.actions.finish import Signer, fail

    batch = own_batch(actor, batch_id)
    signer, stopped = Signer.of(batch), 0
    rows = Turn.objects.filter(batch=batch, state__in=[Turn.State.WAITING, Turn.State.CONFIRMING])
    for ident in rows.order_by("position").values_list("pk", flat=True):
        fail(ident, signer, "stopped")
        stopped += 1
    close(batch.pk)
    record(actor, "signing.stop", Subject("signing_batch", batch.pk), {"stopped": stopped})
    return stopped
