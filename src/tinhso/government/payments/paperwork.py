"""What the papers of money say: a receipt as anybody reads it, and the minutes of a cashier's day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.papers.api import Order
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.models import Account, Closing, EReceipt
from tinhso.government.payments.rules.words import in_words
from tinhso.lib.dates import vi_date, vi_moment
from tinhso.lib.money import vnd

RECEIPT, DAY = "money-receipt", "money-day"
# Printed words of a paper are Vietnamese whoever asks for it.
SIMULATED = "Biên lai MÔ PHỎNG của bản trình diễn: không có giá trị"
METHODS = {
    "cash": "Tiền mặt", "transfer": "Chuyển khoản", "card": "Thẻ", "portal": "Cổng Dịch vụ công quốc gia",
    "gateway": "Thanh toán trực tuyến",
}  # fmt: skip


def _head(agency_id: UUID, account_id: UUID | None, on: date) -> dict[str, str]:
    top = dossiers.letterhead(agency_id, account_id)
    return {
        "above": top.above, "office": top.office, "place": top.place, "address": top.address, "phone": top.phone,
        "day": dossiers.day_in_words(on),
    }  # fmt: skip


def receipt_order(one: EReceipt) -> Order:
    """A receipt as it stands now: a cancelled or replaced one says so, and each standing is a paper of its own."""
    on = one.issued_at.astimezone(ZONE).date()
    methods = list(dict.fromkeys(METHODS.get(str(item["method"]), "") for item in one.items))
    replaced = one.replaces
    fields = {
        "code": one.code,
        "form_no": one.series.form_no,
        "symbol": one.series.symbol,
        "number": f"{one.number:07d}",
        "mark": SIMULATED if one.series.simulated else "",
        "state": EReceipt.State(one.state).label,
        "payer": one.payer_name,
        "payer_tax_number": one.payer_tax_number,
        "payer_address": one.payer_address,
        "unit": agency(one.agency_id).name,
        "amount": vnd(one.amount),
        "words": in_words(one.amount),
        "method": ", ".join(name for name in methods if name),
        "replaces": f"{replaced.series.symbol} {replaced.number:07d}" if replaced else "",
        "reason": one.reason,
        "collector": person_name(one.issued_by) if one.issued_by else "",
        "sha256": one.sha256,
    }
    rows = [
        {
            "no": str(number),
            "name": str(item["name"]),
            "method": METHODS.get(str(item["method"]), ""),
            "amount": vnd(int(item["amount"])),
        }
        for number, item in enumerate(one.items, 1)
    ]
    return Order(
        RECEIPT,
        Subject("receipt", one.pk),
        on,
        _head(one.agency_id, one.issued_by, on),
        fields,
        tables={"items": rows},
        title=str(one.series.get_kind_display()),
        agency=one.agency_id,
    )


def day_order(one: Closing) -> Order:
    """The minutes of a closed day that a second person confirmed."""
    names = dict(Account.Kind.choices)
    taken = dict(one.totals.get("taken", {}))
    rows = [{"name": str(names[kind]), "amount": vnd(amount)} for kind, amount in taken.items()]
    rows += [
        {"name": "Trong đó phí", "amount": vnd(one.totals.get("fee", 0))},
        {"name": "Trong đó lệ phí", "amount": vnd(one.totals.get("charge", 0))},
    ]
    on = one.closed_at.astimezone(ZONE).date()
    fields = {
        "day": vi_date(one.day),
        "closed": vi_moment(one.closed_at),
        "confirmed": vi_moment(one.signed_at) if one.signed_at else "",
        "expected": vnd(one.expected),
        "counted": vnd(one.counted),
        "difference": vnd(abs(one.expected - one.counted)) if one.expected != one.counted else "",
        "reason": one.reason,
        "entries": str(one.totals.get("entries", 0)),
        "closer": person_name(one.closed_by),
        "confirmer": person_name(one.signed_by) if one.signed_by else "",
    }
    return Order(
        DAY,
        Subject("closing", one.pk),
        on,
        _head(one.agency_id, one.closed_by, on),
        fields,
        tables={"totals": rows},
        agency=one.agency_id,
    )
