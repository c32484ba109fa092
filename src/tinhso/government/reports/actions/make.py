"""Make a report as things stand now, correct it by a further version, and add the words beside the figures."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.reports.access import need_maker
from tinhso.government.reports.models import Report
from tinhso.government.reports.queries.content import content
from tinhso.government.reports.queries.declared import form, recipient, regime_of
from tinhso.lib import periods
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused

LONGEST = 4000


@act("report.make")
def make(actor: Actor, agency_id: UUID, form_key: str, period_key: str, *, reason: str = "") -> Report:
    """A new version, pre-filled from the records. After one that was sent, `reason` says what is corrected.

    Raises Forbidden, NotFound for an unknown form, Refused for a period that has not begun or a missing reason,
    Conflict while an earlier version is being signed.
    """
    need_maker(actor, agency_id)
    assert actor.account_id is not None
    chosen, period = form(form_key), periods.read(period_key)
    if period is None or period.kind == "day" or period.first > today():
        raise Refused("period_needed", _("Hãy chọn một kỳ đã bắt đầu."), field="period")
    earlier = Report.objects.select_for_update().filter(agency_id=agency_id, form=form_key, period=period.key)
    newest = earlier.order_by("-version").first()
    if newest is not None and newest.sent_at is None:
        if newest.paper_id is not None:
            raise Conflict("report_in_signing", _("Phiên bản trước đang chờ ký; rút yêu cầu ký trước."))
    elif newest is not None and not reason.strip():
        raise Refused("reason_needed", _("Báo cáo đã gửi: ghi lý do đính chính."), field="reason")
    regime = regime_of(agency(agency_id), form_key, period)
    row = Report.objects.create(
        agency_id=agency_id,
        form=form_key,
        period=period.key,
        version=(earlier.aggregate(top=Max("version"))["top"] or 0) + 1,
        content=content(chosen, agency_id, period),
        note=newest.note if newest is not None else "",
        reason=reason.strip()[:1000],
        made_at=now(),
        made_by_id=actor.account_id,
        to_id=recipient(regime).id if regime else None,
    )
    facts = {"form": form_key, "period": period.key, "version": row.version, "agency": agency_id}
    record(actor, "report.make", Subject("report", row.pk), facts)
    return row


@act("report.note")
def write_note(actor: Actor, report_id: UUID, note: str) -> Report:
    """The words beside the figures, until it is being signed. Conflict after that."""
    row = open_report(report_id)
    need_maker(actor, row.agency_id)
    row.note = note.strip()[:LONGEST]
    row.save(update_fields=["note"])
    record(actor, "report.note", Subject("report", row.pk), {"letters": len(row.note)})
    return row


def open_report(report_id: UUID) -> Report:
    """The report, locked, while nobody signs it. NotFound, Conflict."""
    row = locked(report_id)
    if row.paper_id is not None or row.sent_at is not None:
        raise Conflict("report_closed", _("Báo cáo đã trình ký hoặc đã gửi nên không sửa được nữa."))
    return row


def locked(report_id: UUID) -> Report:
    """The report, locked. NotFound."""
    row = Report.objects.select_for_update().filter(pk=report_id).first()
    if row is None:
        raise NotFound("report_unknown", _("Không tìm thấy báo cáo này."))
    return row
