"""Asking the platform for its receipt of one payment."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, look_once
from tinhso.foundation.worktime.api import now
from tinhso.government.payments.access import READERS, check_books
from tinhso.government.payments.gateway import Gateway, Unreachable, gateway
from tinhso.government.payments.models import Transaction
from tinhso.government.payments.rules import states
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy, NotFound

LARGEST = 5_000_000


def fetch_bill(actor: Actor, ident: UUID, *, over: Gateway | None = None) -> tuple[Transaction, bytes]:
    """The transaction and the platform's PDF. NotFound for others' books and for what was not paid, Busy without answer.

    It names the payer, so the fetch is a look. Goes over the network: not inside a transaction.
    """
    one = Transaction.objects.select_related("request").filter(pk=ident, state=states.OK).first()
    if one is None:
        raise NotFound("bill_unknown", _("Không có giao dịch thành công nào với mã này."))
    check_books(actor, one.agency_id, *READERS)
    try:
        content = (over or gateway()).bill(one.reference, now())
    except Unreachable as error:
        raise Busy(
            "bill_silent",
            _("Nền tảng thanh toán chưa trả biên lai của giao dịch này."),
            way_out=_("Thử lại sau ít phút; biên lai của tỉnh vẫn lập được."),
        ) from error
    if len(content) > LARGEST:
        raise NotFound("bill_unknown", _("Biên lai của nền tảng lớn quá mức."))
    look_once(actor, Subject("dossier", one.request.dossier_id), "receipt")
    return one, content
