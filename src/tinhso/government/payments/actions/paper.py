"""Papers of money: a receipt as PDF, and the minutes of a day, offered to both people for their digital signatures."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.papers import api as papers
from tinhso.foundation.records.api import Subject, act, look_once
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import today
from tinhso.government.payments.access import CASHIER, HEADS, READERS, check_books
from tinhso.government.payments.models import Closing, EReceipt
from tinhso.government.payments.paperwork import DAY, RECEIPT, day_order, receipt_order
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound

# Whoever closed the day, and the second person: the place of each on the paper.
SIGNERS = (("day", "signature"), ("day_second", "second"))


def has_template(key: str) -> bool:
    """True where the province has a layout for this paper."""
    return papers.find_template(key, today()) is not None


@act("payment.receipt_paper")
def receipt_paper(actor: Actor, receipt_id: UUID) -> papers.Paper:
    """The receipt as PDF, for officers of the books; a look. The same receipt in the same standing is the same paper."""
    one = EReceipt.objects.select_related("series", "replaces__series").filter(pk=receipt_id).first()
    if one is None:
        raise NotFound("receipt_unknown", _("Không tìm thấy biên lai này."))
    check_books(actor, one.agency_id, *READERS)
    look_once(actor, Subject("dossier", one.dossier_id), "receipt")
    return _made(actor, one)


@act("payment.receipt_paper")
def own_receipt_paper(actor: Actor, code: str, key: str, receipt_id: UUID) -> papers.Paper:
    """The same for whoever found the receipt by the dossier's code and the payer's number (`key` its digest)."""
    rows = EReceipt.objects.select_related("series", "replaces__series")
    one = rows.filter(pk=receipt_id, code=code, holder=key).first() if key else None
    if one is None:
        raise NotFound("receipt_unknown", _("Không tìm thấy biên lai này."))
    return _made(actor, one)


def _made(actor: Actor, one: EReceipt) -> papers.Paper:
    if not has_template(RECEIPT):
        raise NotFound("no_layout", _("Tỉnh chưa có mẫu bản in của biên lai."))
    with override("vi"):
        return papers.make(actor, receipt_order(one))


@act("payment.day_paper")
def day_paper(actor: Actor, closing_id: UUID) -> papers.Paper:
    """The minutes of a day that was closed and confirmed. Conflict before that."""
    one = Closing.objects.filter(pk=closing_id).first()
    if one is None:
        raise NotFound("closing_unknown", _("Không tìm thấy ngày đã khóa."))
    check_books(actor, one.agency_id, *READERS)
    return _day(actor, one)


@act("payment.ask_day_signatures")
def ask_day_signatures(actor: Actor, closing_id: UUID) -> list[signing.SigningRequest]:
    """Ask both people for their signatures on the minutes, one after the other on one file; idempotent while open."""
    one = Closing.objects.filter(pk=closing_id).first()
    if one is None:
        raise NotFound("closing_unknown", _("Không tìm thấy ngày đã khóa."))
    check_books(actor, one.agency_id, *CASHIER, *HEADS)
    paper = _day(actor, one)
    people = (one.closed_by, one.signed_by)
    made = []
    for (what, slot), account_id in zip(SIGNERS, people, strict=True):
        place = paper.places.get(slot, {})
        made.append(
            signing.ask(
                actor,
                signing.Wish(
                    subject=Subject("closing", one.pk),
                    what=what,
                    title=f"{paper.title} {one.day:%d/%m/%Y}",
                    paper_id=paper.pk,
                    account_id=account_id,
                    page=max(int(place.get("page", 1)) - 1, 0),
                    box=tuple(place["box"]) if place.get("box") else None,
                ),
            )
        )
    return made


def _day(actor: Actor, one: Closing) -> papers.Paper:
    if one.signed_at is None:
        raise Conflict("day_unconfirmed", _("Ngày này chưa có người thứ hai xác nhận nên chưa lập biên bản."))
    if not has_template(DAY):
        raise NotFound("no_layout", _("Tỉnh chưa có mẫu biên bản khóa ngày thu."))
    with override("vi"):
        return papers.make(actor, day_order(one))
