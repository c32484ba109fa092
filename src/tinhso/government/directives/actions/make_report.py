"""Keep a quarterly report as it stands now."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.directives import access
from tinhso.government.directives.models import Report
from tinhso.government.directives.queries.reporting import content
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused
from tinhso.lib.quarters import Quarter


@act("steering_report.make")
def make_report(actor: Actor, agency_id: UUID | None, quarter: Quarter | None) -> Report:
    """A snapshot of an agency, or of the whole province (the office and monitors alone). Raises Forbidden, Refused."""
    if actor.kind != "officer" or actor.agency_id is None or not actor.has(*access.READERS):
        raise Forbidden("report_not_yours", _("Bạn không lập được báo cáo này."))
    if not access.sees_all(actor) and agency_id != actor.agency_id:
        raise Forbidden("report_not_yours", _("Bạn chỉ lập được báo cáo của cơ quan mình."))
    if quarter is None or quarter.first > today():
        raise Refused("quarter_needed", _("Hãy chọn một quý đã bắt đầu."), field="quarter")
    row = Report.objects.create(
        agency_id=agency(agency_id).id if agency_id else None,
        quarter=str(quarter),
        made_at=now(),
        made_by_id=actor.account_id,
        content=content(agency_id, quarter),
    )
    facts = {"quarter": str(quarter), "agency": agency_id, "tasks": len(row.content["tasks"])}
    record(actor, "steering_report.make", Subject("steering_report", row.pk), facts)
    return row
