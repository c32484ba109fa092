"""Receipts: of one dossier at the desk, and for anybody who knows the dossier's code and the payer's number."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.foundation.identity.api import access, actor_of, client_ip, throttle
from tinhso.foundation.organisation.api import agency
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments import gateway
from tinhso.government.payments.access import CASHIER, READERS, check_books
from tinhso.government.payments.actions import issue_receipt
from tinhso.government.payments.actions.paper import has_template
from tinhso.government.payments.models import EReceipt, Transaction
from tinhso.government.payments.paperwork import RECEIPT
from tinhso.government.payments.rules.words import in_words
from tinhso.government.payments.views.desk import as_uuid
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.posted import line


@never_cache
@require_GET
@access("officer", roles=READERS)
def of_dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What was receipted, and what still has none."""
    return _draw(request, dossier_id)


@require_POST
@access("officer", roles=CASHIER)
def receipt_act(request: HttpRequest, dossier_id: UUID, verb: str) -> HttpResponse:
    """Issue, replace, cancel."""
    actor, given = actor_of(request), request.POST
    verbs: dict[str, Callable[[], object]] = {
        "lap": lambda: issue_receipt.issue_receipts(actor, dossier_id),
        "thay": lambda: issue_receipt.replace_receipt(
            actor,
            as_uuid(given.get("receipt", "")),
            reason=line(given, "reason", 1000),
            payer_name=line(given, "payer_name", 250),
            payer_tax_number=line(given, "payer_tax_number", 20),
            payer_address=line(given, "payer_address", 500),
        ),
        "huy": lambda: issue_receipt.cancel_receipt(
            actor, as_uuid(given.get("receipt", "")), reason=line(given, "reason", 1000)
        ),
    }
    if verb not in verbs:
        raise NotFound("verb_unknown", _("Không có việc này."))
    try:
        verbs[verb]()
    except Refused as refused:
        return _draw(request, dossier_id, {refused.field or verb: str(refused)}, refused.status)
    messages.success(request, _("Đã ghi nhận."))
    return HttpResponseRedirect(reverse("payments:receipts", args=[dossier_id]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("public")
def find(request: HttpRequest) -> HttpResponse:
    """Receipts by the dossier's code and the payer's identity or tax number; wrong and unknown answer alike."""
    typed = {
        "code": line(
            request.POST if request.method == "POST" else {"code": request.GET.get("ma", "")}, "code", 60
        )
        .strip()
        .upper(),
        "number": line(request.POST, "number", 20),
    }
    found: list[EReceipt] = []
    error, status = "", 200
    if request.method == "POST":
        throttle(f"payments:receipt:{client_ip(request)}", 30, 900)
        throttle(f"payments:receipt:{typed['code']}", 10, 900)
        key = issue_receipt.holder(typed["number"])
        if key and typed["code"]:
            found = list(
                EReceipt.objects.filter(code=typed["code"], holder=key)
                .select_related("series")
                .order_by("issued_at")
            )
        if not found:
            error, status = _("Không tìm thấy biên lai với mã hồ sơ và số giấy tờ này."), 404
    context = {
        "typed": typed, "found": _told(found), "error": error, "agency_name": _place(found),
        "printable": bool(found) and has_template(RECEIPT),
    }  # fmt: skip
    return render(request, "payments/find_receipt.html", context, status=status)


def _place(found: list[EReceipt]) -> str:
    return agency(found[0].agency_id).name if found else ""


def _told(rows: list[EReceipt]) -> list[tuple[EReceipt, str]]:
    return [(one, in_words(one.amount)) for one in rows]


def _draw(
    request: HttpRequest, dossier_id: UUID, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    actor, told = actor_of(request), dossiers.owed(dossier_id)
    if told is None:
        raise NotFound("dossier_unknown", _("Không tìm thấy hồ sơ này."))
    check_books(actor, told.agency_id)
    rows = list(
        EReceipt.objects.filter(dossier_id=dossier_id)
        .select_related("series")
        .order_by("-issued_at", "-number")
    )
    online = Transaction.objects.filter(request__dossier_id=dossier_id, state="ok").order_by("made_at")
    context = {
        "told": told,
        "open": issue_receipt.open_lines(dossier_id),
        "rows": _told(rows),
        "printable": bool(rows) and has_template(RECEIPT),
        "bills": list(online.only("id", "amount")) if gateway.connected() else [],
        "may_write": actor.has(*CASHIER),
        "errors": errors or {},
        "typed": request.POST,
        "worklists": dossiers.worklists(actor, "payments"),
    }
    return render(request, "payments/receipts.html", context, status=status)
