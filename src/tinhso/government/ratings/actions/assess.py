"""Declare points for an index (thẩm định): beside what was measured, with a reason."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.ratings.models import Assessment
from tinhso.government.ratings.rules.indices import Index
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Forbidden, Invalid
from tinhso.lib.quarters import Quarter
from tinhso.lib.text import clean


@act("rating.assess")
def assess(
    actor: Actor, agency_id: UUID, quarter: Quarter, index: Index, *, points: int, reason: str
) -> Assessment:
    """Keep what the monitor of procedures declares; what was measured stays as it is.

    Raises Forbidden for everybody else: no agency assesses itself.
    """
    if actor.kind != "officer" or not actor.has("monitor") or actor.account_id is None:
        raise Forbidden("monitor_needed", _("Chỉ người giám sát thủ tục được ghi điểm thẩm định."))
    said = clean(reason)
    faults = []
    if points not in (0, 1, 2):
        faults.append(FieldError("points", _("Chọn 2, 1 hoặc 0 điểm.")))
    if not said or len(said) > 1000:
        faults.append(FieldError("reason", _("Hãy nêu lý do, tối đa 1.000 ký tự.")))
    if faults:
        raise Invalid(faults)
    place = agency(agency_id)
    row = Assessment.objects.create(
        agency_id=place.id,
        year=quarter.year,
        quarter=quarter.number,
        index=str(index.value),
        points=points,
        reason=said,
        by_id=actor.account_id,
        at=now(),
    )
    facts = {"quarter": str(quarter), "index": int(index.value), "points": points}
    record(actor, "rating.assess", Subject("agency", place.id), facts, {"reason": said})
    return row
