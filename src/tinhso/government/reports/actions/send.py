"""Send a report to the agency that the regime names."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.reports import events
from tinhso.government.reports.access import need_sender
from tinhso.government.reports.actions.make import locked
from tinhso.government.reports.models import Report
from tinhso.government.reports.queries.declared import regime_of
from tinhso.lib import periods
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused


@act("report.send")
def send(actor: Actor, report_id: UUID) -> Report:
    """From now on the receiving agency reads it, and nothing in it changes. Refused, Conflict, Forbidden."""
    row = locked(report_id)
    need_sender(actor, row.agency_id)
    if row.sent_at is not None:
        raise Conflict("report_sent", _("Báo cáo này đã gửi."))
    if row.to_id is None:
        raise Refused("nobody_asked", _("Không chế độ báo cáo nào yêu cầu gửi biểu này của kỳ này."))
    if not sendable(row):
        raise Refused("signature_needed", _("Báo cáo phải có chữ ký của lãnh đạo trước khi gửi."))
    row.sent_at, row.sent_by_id = now(), actor.account_id
    row.save(update_fields=["sent_at", "sent_by_id"])
    record(actor, "report.send", Subject("report", row.pk), {"to": row.to_id, "version": row.version})
    events.sent(row)
    return row


def sendable(row: Report) -> bool:
    """True where it was not sent yet, and is signed or needs no signature by its regime."""
    if row.sent_at is not None or row.signed_at is not None:
        return row.sent_at is None
    period = periods.read(row.period)
    regime = regime_of(agency(row.agency_id), row.form, period) if period else None
    return regime is not None and regime.sign == "off"
