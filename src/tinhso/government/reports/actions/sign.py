"""The head's signature on a report's paper, asked for and received."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.identity.api import people_in_role
from tinhso.foundation.papers import api as papers
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import now, today
from tinhso.government.reports import events
from tinhso.government.reports.access import need_sender
from tinhso.government.reports.actions.make import locked, open_report
from tinhso.government.reports.models import Report
from tinhso.government.reports.paper import KEY, order
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused

WHAT = "report"
SIGNER = "leader"


@act("report.ask_signature")
def ask_signature(actor: Actor, report_id: UUID, signer_id: UUID | None) -> Report:
    """Make the paper and ask a leader of the agency for the signature. Refused `signer_needed`, Conflict, NotFound."""
    row = open_report(report_id)
    need_sender(actor, row.agency_id)
    if actor.agency_id is None or signer_id not in leaders(actor.agency_id):
        raise Refused("signer_needed", _("Chọn một lãnh đạo của cơ quan."), field="signer")
    paper = paper_of(actor, row)
    place = paper.places.get("signature", {})
    signing.ask(
        actor,
        signing.Wish(
            subject=Subject("report", row.pk),
            what=WHAT,
            title=paper.title,
            paper_id=paper.pk,
            account_id=signer_id,
            page=max(int(place.get("page", 1)) - 1, 0),
            box=tuple(place["box"]) if place.get("box") else None,
        ),
    )
    row.paper_id, row.signer_id = paper.pk, signer_id
    row.save(update_fields=["paper_id", "signer_id"])
    record(actor, "report.ask_signature", Subject("report", row.pk), {"paper": paper.pk})
    return row


@act("report.withdraw_signature")
def withdraw_signature(actor: Actor, report_id: UUID, reason: str) -> Report:
    """Take the request back; the report may be made anew. Conflict once it is signed."""
    row = locked(report_id)
    need_sender(actor, row.agency_id)
    if row.paper_id is None or row.signed_at is not None:
        raise Conflict("report_not_in_signing", _("Báo cáo này không chờ ký."))
    for one in signing.requests_of("report", row.pk):
        if one.state in signing.OPEN:
            signing.withdraw(actor, one.pk, reason)
    row.paper_id = row.signer_id = None
    row.save(update_fields=["paper_id", "signer_id"])
    record(actor, "report.withdraw_signature", Subject("report", row.pk), {"reason": reason.strip()[:1000]})
    return row


def signed(actor: Actor, request: signing.SigningRequest) -> None:
    """Received: in the transaction of the signature."""
    row = locked(UUID(str(request.subject_id)))
    row.signed_at = now()
    row.save(update_fields=["signed_at"])
    record(actor, "report.signed", Subject("report", row.pk), {"request": request.pk})
    events.signed(row)


def paper_of(actor: Actor, row: Report) -> papers.Paper:
    """The report as PDF; the same content is the same paper. NotFound where the province has no layout."""
    if papers.find_template(KEY, today()) is None:
        raise NotFound("no_layout", _("Tỉnh chưa có mẫu in của báo cáo."))
    with override("vi"):
        return papers.make(actor, order(row))


def leaders(agency_id: UUID) -> dict[UUID, str]:
    """Who may sign for the agency today, by account."""
    return {info.account_id: info.name for info in people_in_role(agency_id, SIGNER, today())}
