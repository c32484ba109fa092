"""Mẫu 04 and, since 2025, Mẫu 05: the apology with its new day, and the notice that work has stopped."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.papers.api import Order
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers.models import Dossier, Extension
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.receipt import paper_code
from tinhso.government.dossiers.rules.money import balance
from tinhso.government.dossiers.rules.transitions import STOPPED
from tinhso.lib.money import vnd


def apology(dossier: Dossier, part: str = "") -> Order:
    """The one extension. NotFound where there is none."""
    extension = Extension.objects.filter(dossier=dossier).first()
    if extension is None:
        raise common.no_paper(_("Hồ sơ này chưa được gia hạn."))
    on = common.day_of(extension.made_at)
    head, officer = common.head(extension.agency_id, extension.made_by_id, on)
    fields = {
        "code": dossier.code,
        **common.person("owner", common.owner_of(dossier), with_number=False),
        "content": common.content_of_request(dossier),
        "received": common.at_words(dossier.accepted_at),
        "old_due": common.at_words(extension.old_due),
        "reason": extension.reason,
        "new_due": common.at_words(extension.new_due),
        "officer": officer,
    }
    return Order(
        "apology",
        Subject("dossier", dossier.pk),
        on,
        head,
        fields,
        sealed=common.sealed(dossier, on, due=extension.new_due),
        agency=extension.agency_id,
        code=paper_code(dossier, "apology"),
    )


def stop(dossier: Dossier, part: str = "") -> Order:
    """The notice that work on the dossier has stopped. NotFound while it goes on, or before this form existed."""
    last = common.last_step(dossier)
    if dossier.state != STOPPED or last is None or last.done_at is None:
        raise common.no_paper(_("Việc giải quyết hồ sơ này không dừng."))
    on = common.day_of(last.done_at)
    head, officer = common.head(last.agency_id, last.done_by_id, on)
    fields = {
        "code": dossier.code,
        **common.person("owner", common.owner_of(dossier), with_number=False),
        "content": common.content_of_request(dossier),
        "received": common.at_words(dossier.accepted_at),
        "stage": last.name,
        "reason": last.note,
        "stopped": common.at_words(last.done_at),
        "money": _money(dossier),
        "officer": officer,
    }
    return Order(
        "stop",
        Subject("dossier", dossier.pk),
        on,
        head,
        fields,
        sealed=common.sealed(dossier, on),
        agency=last.agency_id,
        code=paper_code(dossier, "stop"),
    )


def _money(dossier: Dossier) -> str:
    """What was paid and what is left; who gives it back is decided elsewhere, and the notice says no more."""
    said = []
    for fee in dossier.fees.order_by("key"):
        rest = balance(fee.due, fee.paid)
        paid = f"đã nộp {vnd(fee.paid)}" if fee.paid else "chưa nộp"
        said.append(f"{fee.name}: {paid}" + (f", còn {vnd(rest)}" if rest and rest > 0 else ""))
    return "; ".join(said) or "Hồ sơ không phát sinh khoản thu."
