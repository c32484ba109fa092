"""One readable package enters the dossiers room: a dossier, an answer, a payment or a withdrawal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from io import BytesIO
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal.actions._note import PORTAL
from tinhso.government.portal.actions.note_origin import note_origin
from tinhso.government.portal.models import Origin
from tinhso.government.portal.rules import arrivals
from tinhso.government.portal.rules.arrivals import Arrival, Attachment
from tinhso.lib.errors import Conflict, FieldError, Invalid, Refused

Fetched = Mapping[str, bytes]


class NotYet(Exception):
    """The package came before what it belongs to; it waits."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def enter(arrival: Arrival, fetched: Fetched) -> tuple[UUID, str]:
    """Do what the package says; (id, code) of its dossier.

    `fetched` holds contents by reference. Raises NotYet, or Refused for what has to be quarantined.
    """
    body = arrival.body
    if isinstance(body, arrivals.Filing):
        return _file(arrival.portal_code, body, fetched)
    origin = Origin.objects.filter(portal_code=arrival.portal_code).first()
    if origin is None:
        raise NotYet("dossier_first")
    if isinstance(body, arrivals.Answer):
        _answer(origin, body, fetched)
    elif isinstance(body, arrivals.Payment):
        dossiers.record_portal_payment(PORTAL, origin.dossier_id, payment(body))
    else:
        dossiers.withdraw(PORTAL, origin.dossier_id, reason=body.reason)
    return origin.dossier_id, arrival.portal_code


def _file(portal_code: str, body: arrivals.Filing, fetched: Fetched) -> tuple[UUID, str]:
    if body.prepaid and not body.payments:
        raise NotYet("payment_first")
    filing = dossiers.PortalFiling(
        portal_code=portal_code,
        procedure_code=body.procedure_code,
        parties=tuple(dossiers.PartyInput(**asdict(person)) for person in body.people),
        filed_at=body.filed_at,
        data=body.form,
        papers=papers(body.files, fetched),
        unit_code=body.unit_code,
        delivery=body.delivery,
        summary=body.summary,
        identity_level=body.identity_level,
        prepaid=body.prepaid,
        payments=tuple(payment(row) for row in body.payments),
    )
    made = dossiers.receive_from_portal(PORTAL, filing).dossier
    people = {p.role: p for p in body.people}
    note_origin(
        UUID(str(made.pk)),
        portal_code,
        filed_at=body.filed_at,
        tech_id=body.tech_id,
        identity_level=body.identity_level,
        proven=(people.get("filer") or people["owner"]).verified,
    )
    return UUID(str(made.pk)), made.code


def _answer(origin: Origin, body: arrivals.Answer, fetched: Fetched) -> None:
    """The answer goes to the request it names, and to no other."""
    dossier = dossiers.for_officer(PORTAL, origin.dossier_id)
    request = dossier.supplements.filter(answered_at=None, closed_at=None).first()
    if request is None or str(request.pk) != body.request:
        raise Conflict("nothing_asked", _("Yêu cầu bổ sung mà gói này trả lời không còn mở."))
    dossiers.answer_supplement(
        PORTAL,
        origin.dossier_id,
        data=body.form,
        papers=papers(body.files, fetched),
        note=body.note,
        answered_at=body.answered_at,
    )


def payment(row: arrivals.Payment) -> dossiers.PortalPayment:
    """A payment in the words of the dossiers room."""
    return dossiers.PortalPayment(
        amount=row.amount, receipt_no=row.receipt, paid_at=row.paid_at, fee_key=row.fee
    )


def papers(attached: tuple[Attachment, ...], fetched: Fetched) -> tuple[dossiers.PaperInput, ...]:
    """Stored files of the attachments. Raises Refused for a wrong hash or a file that cannot be opened."""
    return tuple(
        dossiers.PaperInput(one.component, _store(n, one, fetched)) for n, one in enumerate(attached)
    )


def _store(n: int, one: Attachment, fetched: Fetched) -> UUID:
    content = one.content if one.content is not None else fetched[one.reference]
    if hashlib.sha256(content).hexdigest() != one.sha256:
        raise Refused(
            "wrong_hash",
            _("Tệp “%(name)s” không khớp mã kiểm tra SHA-256 kèm theo.") % {"name": one.name},
            field=f"files.{n}.sha256",
        )
    stored = files.set_aside(PORTAL, one.name, BytesIO(content))
    if stored.state != "ok":
        told: dict[str, Any] = {"name": one.name, "reason": stored.reason}
        sentence = _("Tệp “%(name)s” không đọc được: %(reason)s") % told
        raise Invalid([FieldError(f"files.{n}.content", sentence)], code="file_unreadable")
    return stored.id
