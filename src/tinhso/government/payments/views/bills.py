"""The platform's own receipt of an online payment, fetched when somebody asks for it; kept nowhere here."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from tinhso.foundation.identity.api import access, actor_of, throttle
from tinhso.government.payments.access import READERS
from tinhso.government.payments.actions.fetch_bill import fetch_bill


@never_cache
@require_GET
@access("officer", roles=READERS)
def bill(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """`GET_BILL` as a download."""
    throttle(f"payments:bill:{payment_id}", 20, 900)
    one, content = fetch_bill(actor_of(request), payment_id)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="nen-tang-{one.reference[-40:]}.pdf"'
    return answer
