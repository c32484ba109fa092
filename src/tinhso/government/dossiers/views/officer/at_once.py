"""“Làm ngay” on the counter's screen: who is offered it, what it asks besides, and the empty form after it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import role_name
from tinhso.government.dossiers.actions._create import Filed
from tinhso.government.dossiers.actions.do_at_once import Payment, do_at_once, roles_missing
from tinhso.government.dossiers.forms.ending import numbered
from tinhso.government.dossiers.models import Method
from tinhso.government.dossiers.rules.inputs import CounterFiling
from tinhso.government.dossiers.rules.receipts import next_receipt
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.money import vnd

PRESSED = "_now"
# What the next person's form starts with: the receipt that follows on the pad, the notation of the book.
KEPT = "counter_at_once"


def offered(actor: Actor, version: procedures.VersionInfo) -> bool:
    """True when this capacity can do the procedure alone, start to end."""
    return version.content.on_the_spot and not roles_missing(actor, version)


def lacking(actor: Actor, version: procedures.VersionInfo) -> str:
    """The roles that keep this capacity from it, in words; empty where the procedure is none of this kind."""
    if not version.content.on_the_spot:
        return ""
    return ", ".join(sorted(role_name(role) for role in roles_missing(actor, version)))


def proposed(request: HttpRequest, code: str) -> dict[str, str]:
    """What an empty form holds already."""
    kept = request.session.get(KEPT, {})
    return {"receipt_no": str(kept.get("receipt", "")), "notation": str(kept.get(f"notation.{code}", ""))}


def methods() -> list[tuple[str, str]]:
    """How money is taken at the counter; a waiver needs a reason and goes the usual way."""
    elsewhere = (Method.WAIVED, Method.PORTAL, Method.GATEWAY)
    return [(key, words) for key, words in Method.choices if key not in elsewhere]


def do(request: HttpRequest, actor: Actor, filing: CounterFiling, key: str) -> Filed:
    """Do it, remember the pad and the book for the next one, and say what was done."""
    post = request.POST
    receipt, notation = post.get("receipt_no", "").strip()[:60], post.get("notation", "").strip()[:60]
    payment = Payment(receipt, post.get("method", "") or Method.CASH)
    filed = do_at_once(actor, filing, payment, notation=notation, idempotency_key=key)
    if not filed.again:
        used = filed.dossier.fees.exclude(receipt_no="").order_by("-receipt_no").first()
        following = next_receipt(used.receipt_no) if used is not None else receipt
        kept = request.session.get(KEPT, {})
        request.session[KEPT] = {**kept, "receipt": following, f"notation.{filing.procedure_code}": notation}
    messages.success(request, _done(filed.dossier))
    return filed


def _done(dossier: Any) -> str:
    paid = sum(fee.paid or 0 for fee in dossier.fees.all())
    facts = {"code": dossier.code, "number": numbered(dossier.result), "paid": vnd(paid)}
    if dossier.result.number:
        return _("Đã xong hồ sơ %(code)s: số %(number)s, đã thu %(paid)s, đã trả kết quả.") % facts
    return _("Đã xong hồ sơ %(code)s: đã thu %(paid)s, đã trả kết quả.") % facts
