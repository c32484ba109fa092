"""What the national portal may know of a dossier's money, so that a person pays from there by the dossier's code."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, look_once
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.actions.ask import request_of
from tinhso.government.payments.queries.beneficiaries import PaidInto, beneficiary
from tinhso.government.payments.queries.standing import DO_NOT_PAY, standing
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound
from tinhso.lib.text import clean


@dataclass(frozen=True)
class ToldOwed:
    """What is owed, under which reference, into which account (None: nobody declared one), by whom."""

    reference: str
    owed: dossiers.Owed
    account: PaidInto | None


def tell_owed(actor: Actor, code: str) -> ToldOwed:
    """What a dossier owes, to the portal's client; the same question again is answered alike. The look is recorded.

    NotFound for an unknown code and for a dossier that owes nothing, in one voice: the door tells nobody which
    dossiers there are. Conflict while a payment is on its way, so that nobody pays twice from two places.
    """
    dossier_id = dossiers.id_of(clean(code).strip().upper()[:60])
    request = request_of(dossier_id) if dossier_id is not None else None
    owed = dossiers.owed(dossier_id) if dossier_id is not None else None
    if request is None or owed is None or not owed.amount:
        raise NotFound("nothing_due", _("Không có khoản nào phải nộp với mã hồ sơ này."))
    where = standing(request)
    if where.key in ("held", "checking", "open"):
        raise Conflict(
            "payment_on_its_way",
            _("Một lần trả tiền của hồ sơ này chưa có câu trả lời của ngân hàng. Đừng trả lần nữa."),
        )
    if where.key in DO_NOT_PAY:
        raise NotFound("nothing_due", _("Không có khoản nào phải nộp với mã hồ sơ này."))
    look_once(actor, Subject("dossier", owed.dossier_id), "owed")
    return ToldOwed(request.reference, owed, beneficiary(owed.agency_id))
