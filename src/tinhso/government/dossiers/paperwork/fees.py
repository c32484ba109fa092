"""The slip of fees: what a dossier owes and what was recorded as paid. No receipt for money: that has a room of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.papers.api import Order
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.receipt import paper_code
from tinhso.lib.money import vnd

KINDS = {"fee": "Phí", "charge": "Lệ phí"}


def order(dossier: Dossier, part: str = "") -> Order:
    """The slip as money stands now. NotFound where nothing is to be paid."""
    fees = list(dossier.fees.prefetch_related("payments").order_by("key"))
    if not fees:
        raise common.no_paper(_("Hồ sơ này không có khoản phí, lệ phí nào."))
    moments = [fee.recorded_at for fee in fees if fee.recorded_at is not None]
    on = common.day_of(max(moments) if moments else dossier.accepted_at or dossier.filed_at)
    head, _officer = common.head(dossier.received_at_id, None, on)
    rows = []
    for number, fee in enumerate(fees, 1):
        receipts = ", ".join(p.receipt_no for p in fee.payments.all() if p.receipt_no)
        rows.append(
            {
                "no": str(number),
                "name": fee.name,
                "kind": KINDS.get(fee.kind, ""),
                "due": vnd(fee.due) or "Chưa có mức thu",
                "paid": vnd(fee.paid) if fee.recorded_at else "",
                "receipt": receipts,
            }
        )
    due = sum(fee.due or 0 for fee in fees)
    paid = sum(fee.paid or 0 for fee in fees)
    fields = {
        "code": dossier.code,
        **common.person("owner", common.owner_of(dossier), with_number=False),
        "content": common.content_of_request(dossier),
        "due_total": vnd(due),
        "paid_total": vnd(paid),
        "left_total": vnd(max(due - paid, 0)),
    }
    return Order(
        "fees",
        Subject("dossier", dossier.pk),
        on,
        head,
        fields,
        sealed=common.sealed(dossier, on),
        tables={"fees": rows},
        agency=dossier.received_at_id,
        code=paper_code(dossier, "fees"),
    )
