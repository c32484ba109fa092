"""A batch that the machine could not read is tried once more."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.government.scanning.access import KIND, batches
from tinhso.government.scanning.actions._jobs import queue_reading
from tinhso.government.scanning.models import Batch
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound


@act("scan.again")
def read_again(actor: Actor, batch_id: UUID) -> Batch:
    """Queue the reading again. Raises NotFound, Conflict when it did not fail."""
    batch = batches(actor).select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NotFound("scan_unknown", _("Không tìm thấy lô quét này."))
    if batch.state != Batch.State.FAILED:
        raise Conflict("scan_not_failed", _("Lô này không cần đọc lại."))
    batch.state, batch.fault = Batch.State.READING, ""
    batch.save(update_fields=["state", "fault"])
    record(actor, "scan.again", Subject(KIND, batch.pk))
    queue_reading(batch.pk)
    return batch
