"""A filing on the national portal becomes a dossier here: state 1, under the code the person already has."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import account_of
from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import ZONE, calendar, now
from tinhso.government.dossiers import events, receipt
from tinhso.government.dossiers.actions._create import Content, Filed, competent_for, create, desk_for
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._front_door import check_worked_here
from tinhso.government.dossiers.actions._holding import open_step
from tinhso.government.dossiers.actions._papers import missing_components
from tinhso.government.dossiers.actions._people import party_faults
from tinhso.government.dossiers.actions._prepayment import follow
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.drafts import check_delivery
from tinhso.government.dossiers.actions.fees import record_fee
from tinhso.government.dossiers.models import Channel, Dossier, Fee, Method, State
from tinhso.government.dossiers.rules.due import reception_due
from tinhso.government.dossiers.rules.inputs import PartyInput, PortalFiling, PortalPayment
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, Refused

# Clocks of two systems never agree to the second; a filing from further ahead is a fault.
SKEW = timedelta(minutes=5)
_CODE = re.compile(r"[0-9A-Z][0-9A-Z.\-/]{4,59}")


@verb("file", on="filing")
def receive_from_portal(actor: Actor, filing: PortalFiling) -> Filed:
    """Make the dossier of a filing on the national portal; the same code again answers with the same dossier.

    `code` and `portal_code` are the portal's; the 8 working hours run from the filing there (from the last
    payment where it was prepaid), whenever the filing reached us. Raises Invalid with every fault, NotFound
    for an unknown procedure or unit, Conflict when the code belongs to another dossier.
    """
    if actor.kind != "system":
        raise Forbidden("portal_only", _("Chỉ cổng kết nối được chuyển hồ sơ từ Cổng Dịch vụ công quốc gia."))
    _check_code(filing.portal_code)
    found = Dossier.objects.filter(portal_code=filing.portal_code).first()
    if found is not None:
        return Filed(found, receipt.receipt_secret(found), again=True)
    if Dossier.objects.filter(code=filing.portal_code).exists():
        raise Conflict("portal_code_taken", _("Mã hồ sơ này đã dùng cho một hồ sơ khác của tỉnh."))
    moment = now()
    content = _checked(filing, moment)
    filed_at = min(filing.filed_at, moment)
    # A clock of theirs that is ahead of ours gives nobody more time.
    starts = max([filed_at, *(min(p.paid_at, moment) for p in filing.payments if filing.prepaid)])
    due = reception_due(calendar(), starts, setting("reception_hours"))
    dossier = create(
        actor,
        content,
        filed_at,
        code=filing.portal_code,
        portal_code=filing.portal_code,
        transferred_at=moment,
        last_moved_at=moment,
        state=State.NEW,
        account_id=_account(filing.parties),
        reception_due=due,
        next_due=due,
    )
    open_step(
        dossier,
        key="reception",
        name=_("Tiếp nhận hồ sơ"),
        kind="reception",
        role="reception",
        agency_id=dossier.received_at_id,
        opened_at=filed_at,
        due_at=due,
    )
    owner = next(p for p in filing.parties if p.role == "owner")
    facts = {
        "procedure": dossier.procedure_code,
        "channel": dossier.channel,
        "reception_due": due,
        "portal": True,
        "filed": filed_at,
        "identity_level": filing.identity_level[:40].replace(" ", ""),
    }
    note_event(actor, "file", dossier, facts, owner=owner.name, owner_citizen_id=owner.citizen_id)
    for payment in filing.payments:
        _record(actor, dossier, payment)
    dossier.refresh_from_db()
    if follow(dossier, dossier.fees.all()) or dossier.pay_by is not None:
        dossier.save()
    events.filed(actor, dossier)
    return Filed(dossier, receipt.receipt_secret(dossier))


@verb("record_fee")
def record_portal_payment(actor: Actor, dossier_id: UUID, payment: PortalPayment) -> Fee:
    """Money that the portal took after the filing.

    Raises NotFound when no single open fee fits, Refused when more was taken than is owed or the receipt was used.
    """
    if actor.kind != "system":
        raise Forbidden(
            "portal_only", _("Chỉ cổng kết nối được ghi khoản thu của Cổng Dịch vụ công quốc gia.")
        )
    return _record(actor, Dossier.objects.get(pk=dossier_id), payment)


def _record(actor: Actor, dossier: Dossier, payment: PortalPayment) -> Fee:
    fee = _fee_of(dossier, payment)
    return record_fee(
        actor,
        UUID(str(dossier.pk)),
        fee_id=fee.pk,
        paid=payment.amount,
        method=Method.PORTAL,
        receipt_no=payment.receipt_no,
        due=payment.amount if fee.due is None else None,
        paid_at=payment.paid_at,
    )


def _fee_of(dossier: Dossier, payment: PortalPayment) -> Fee:
    open_fees = list(dossier.fees.filter(recorded_at=None))
    if payment.fee_key:
        open_fees = [fee for fee in open_fees if fee.key == payment.fee_key]
    if len(open_fees) != 1:
        raise NotFound(
            "fee_unknown",
            _("Không xác định được khoản thu của lần thanh toán này."),
            field="payments",
        )
    return open_fees[0]


def _check_code(code: str) -> None:
    if not _CODE.fullmatch(code):
        raise Refused("portal_code_odd", _("Mã hồ sơ của Cổng không đọc được."), field="portal_code")


def _account(parties: tuple[PartyInput, ...]) -> UUID | None:
    """The account of the person who filed, when the portal had proven who that is and they have one here."""
    people = {p.role: p for p in parties}
    person = people.get("filer") or people["owner"]
    return account_of(person.citizen_id) if person.verified and person.citizen_id else None


def _checked(filing: PortalFiling, moment: datetime) -> Content:
    """Everything a dossier needs, judged by the law of the day of filing; Invalid with every fault at once."""
    if filing.filed_at > moment + SKEW:
        raise Refused("filed_in_future", _("Thời điểm nộp ở sau thời điểm hiện tại."), field="filed_at")
    day = filing.filed_at.astimezone(ZONE).date()
    version = procedures.version(filing.procedure_code, day)
    check_worked_here(version, day)
    data, faults = procedures.form(version).clean(filing.data)
    errors = [FieldError(f"data.{field}", sentence) for field, sentence in faults.items()]
    errors += party_faults(filing.parties)
    wanted = procedures.components(version, data, Channel.ONLINE)
    errors += [
        FieldError(f"files.{c.key}", _("Thiếu giấy tờ: %(name)s.") % {"name": c.name})
        for c in missing_components(wanted, filing.papers)
    ]
    if not filing.unit_code and filing.competent_agency_id is None:
        errors.append(FieldError("unit_code", _("Hãy chọn địa bàn hoặc cơ quan giải quyết.")))
    if errors:
        raise Invalid(errors)
    competent = competent_for(version, filing.competent_agency_id, filing.unit_code, moment)
    # By the day of filing there: a procedure that was closed since is still owed to who filed before.
    procedures.require_open(version, competent.id, day)
    return Content(
        version=version,
        data=data,
        parties=filing.parties,
        papers=filing.papers,
        competent=competent,
        received=desk_for(competent, moment),
        channel=Channel.ONLINE,
        delivery=check_delivery(filing.delivery),
        unit_code=filing.unit_code,
        summary=text(filing.summary, "summary", 1000),
    )
