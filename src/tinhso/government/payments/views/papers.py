"""PDFs of money: receipts at the desk and for whoever found theirs, the minutes of a day."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tinhso.foundation.identity.api import access, actor_of, client_ip, throttle
from tinhso.foundation.papers.api import pdf_answer
from tinhso.government.payments.access import READERS
from tinhso.government.payments.actions.issue_receipt import holder
from tinhso.government.payments.actions.paper import day_paper, own_receipt_paper, receipt_paper
from tinhso.lib.posted import line


@never_cache
@require_GET
@access("officer", roles=READERS)
def receipt(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """A receipt as PDF."""
    return pdf_answer(receipt_paper(actor_of(request), receipt_id))


@never_cache
@require_GET
@access("officer", roles=READERS)
def day(request: HttpRequest, closing_id: UUID) -> HttpResponse:
    """The minutes of a day as PDF."""
    return pdf_answer(day_paper(actor_of(request), closing_id))


@never_cache
@require_POST
@access("public")
def own_receipt(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """One's own receipt as PDF: the code and the payer's number are posted again, so no address opens it."""
    code = line(request.POST, "code", 60).strip().upper()
    throttle(f"payments:receipt:{client_ip(request)}", 30, 900)
    throttle(f"payments:receipt:{code}", 10, 900)
    key = holder(line(request.POST, "number", 20))
    return pdf_answer(own_receipt_paper(actor_of(request), code, key, receipt_id))
