"""What the room announces: notices to the citizen, in the same transaction as the act (outbox)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.notices.api import Notice, Recipient, notices, notify
from tinhso.foundation.organisation.api import agency, now_of
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers.models import (
    Delivery,
    Dossier,
    DossierParty,
    Extension,
    Fee,
    PartyRole,
    Result,
    SupplementRequest,
)
from tinhso.government.dossiers.rules.prepayment import BEFORE
from tinhso.lib.actor import Actor
from tinhso.lib.dates import vi_moment
from tinhso.lib.money import vnd


def filed(actor: Actor, dossier: Dossier) -> None:
    """An online filing arrived, or waits for its prepaid fee."""
    occasion, facts = _filed(dossier, dossier.fees.all())
    _tell(occasion, dossier, by_program=actor.kind == "client", **facts)


def filed_notices(
    actor: Actor, dossier: Dossier, people: Sequence[DossierParty], fees: Sequence[Fee] = ()
) -> list[Notice]:
    """The same notices, to be written together with the dossier that begins."""
    occasion, said = _filed(dossier, fees)
    facts = {"code": dossier.code, "procedure": dossier.procedure_title, **said}
    subject = Subject("dossier", dossier.pk)
    account = None if actor.kind == "client" else dossier.account_id
    found = notices(occasion, account, facts, subject) if account is not None else []
    contact = None if found else _reach(people)
    return notices(occasion, contact, facts, subject) if contact is not None else found


def _filed(dossier: Dossier, fees: Iterable[Fee]) -> tuple[str, dict[str, str]]:
    if dossier.pay_by is None:
        return "filed", {"agency": _desk(dossier), "due": _when(dossier.reception_due)}
    owed = sum((fee.due or 0) - (fee.paid or 0) for fee in fees if fee.collect == BEFORE)
    return "prepay", {"agency": _desk(dossier), "due": _when(dossier.pay_by), "amount": vnd(owed)}


def prepayment_lapsed(dossier: Dossier) -> None:
    """The time to pay before reception is over."""
    _tell("prepay_lapsed", dossier, agency=_desk(dossier), due=_when(dossier.pay_by))


def accepted(actor: Actor, dossier: Dossier) -> None:
    """Accepted, with the appointment."""
    _tell("reception", dossier, agency=_desk(dossier), due=_when(dossier.due_at))


def refused(actor: Actor, dossier: Dossier, reason: str) -> None:
    """Not received."""
    _tell("not_received", dossier, agency=_desk(dossier), reason=reason)


def supplement_requested(actor: Actor, dossier: Dossier, request: SupplementRequest) -> None:
    """Something is missing: every item with its remark."""
    items = [f"{item.label}: {item.remark}" for item in request.items.all()]
    _tell("supplement", dossier, agency=_desk(dossier), due=_when(request.deadline), items=items)


def supplement_answered(actor: Actor, dossier: Dossier, request: SupplementRequest) -> None:
    """The answer arrived; the new appointment, when there is one, is told."""
    due = dossier.due_at if dossier.accepted_at else dossier.reception_due
    _tell("reception" if dossier.accepted_at else "filed", dossier, agency=_desk(dossier), due=_when(due))


def withdrawn(actor: Actor, dossier: Dossier) -> None:
    """Taken back."""
    _tell("withdrawn", dossier)


def stopped(actor: Actor, dossier: Dossier, reason: str) -> None:
    """Stopped with a reason."""
    _tell("stopped", dossier, agency=_competent(dossier), reason=reason)


def resumed(actor: Actor, dossier: Dossier) -> None:
    """Taken up again, with the new appointment."""
    _tell("reception", dossier, agency=_competent(dossier), due=_when(dossier.due_at))


def extended(actor: Actor, dossier: Dossier, extension: Extension) -> None:
    """The apology."""
    _tell(
        "extended",
        dossier,
        agency=_competent(dossier),
        reason=extension.reason,
        due=_when(extension.new_due),
    )


def payment_requested(actor: Actor, dossier: Dossier, reason: str) -> None:
    """A financial obligation is to be fulfilled; the amount is told by the notice of its agency."""
    _tell("fee_due", dossier, agency=_desk(dossier), amount=_("nghĩa vụ tài chính theo thông báo"))


def finished(actor: Actor, dossier: Dossier, result: Result) -> None:
    """A result exists; or the answer is no."""
    if not result.granted:
        reason = result.note or _("xem văn bản trả lời")
        _tell("refused", dossier, agency=_competent(dossier), reason=reason)
        return
    places = {
        Delivery.DESK: _desk(dossier),
        Delivery.POST: _("qua bưu chính công ích"),
        Delivery.ONLINE: _("trang theo dõi hồ sơ"),
    }
    _tell("result", dossier, place=places[Delivery(dossier.delivery)])


def taken_back(actor: Actor, dossier: Dossier, reason: str) -> None:
    """A result that was announced is taken back before the hand-over."""
    _tell("taken_back", dossier, agency=_competent(dossier), reason=reason)


def revoked(actor: Actor, dossier: Dossier, result: Result) -> None:
    """A result that was handed over is worth nothing any more."""
    agency, decision = _competent(dossier), result.revoked_decision
    _tell("revoked", dossier, agency=agency, decision=decision, reason=result.revoked_reason)


def succeeded(actor: Actor, dossier: Dossier, result: Result) -> None:
    """A revoked result has a paper in its place."""
    assert result.successor is not None
    _tell("succeeded", dossier, agency=_competent(dossier), successor=result.successor.dossier.code)


def returned(actor: Actor, dossier: Dossier, result: Result) -> None:
    """Handed over."""
    _tell("returned", dossier)


def citizen_due_soon(dossier: Dossier, due: datetime) -> None:
    """A reminder of the citizen's own deadline."""
    _tell("due_soon", dossier, due=_when(due))


def _tell(template: str, dossier: Dossier, *, by_program: bool = False, **context: Any) -> None:
    facts = {"code": dossier.code, "procedure": dossier.procedure_title, **context}
    subject = Subject("dossier", dossier.pk)
    # A program that filed for somebody has no address of its own: then the people of the dossier are told.
    account = None if by_program else dossier.account_id
    if account is not None and notify(template, account, facts, subject):
        return
    contact = _contact(dossier)
    if contact is not None:
        notify(template, contact, facts, subject)


def _contact(dossier: Dossier) -> Recipient | None:
    """Whoever filed without account: the filer, else the owner."""
    return _reach(dossier.parties.all())


def _reach(parties: Iterable[DossierParty]) -> Recipient | None:
    people = {p.role: p for p in parties}
    person = people.get(PartyRole.FILER) or people.get(PartyRole.OWNER)
    if person is None or person.erased_at is not None:
        return None
    return Recipient(person.name, person.email, person.phone)


def _desk(dossier: Dossier) -> str:
    return agency(now_of(dossier.received_at_id, dossier.unit_code)).name


def _competent(dossier: Dossier) -> str:
    return agency(now_of(dossier.competent_id, dossier.unit_code)).name


def _when(moment: datetime | None) -> str:
    return vi_moment(moment) if moment else _("không hẹn ngày")
