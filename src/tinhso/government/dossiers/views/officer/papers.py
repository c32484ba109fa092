"""Papers an officer prints for a person: the receipt with its due date and QR."""

from __future__ import annotations

from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions.print_receipt import DESK, print_receipt
from tinhso.government.dossiers.queries.tracking import tracking
from tinhso.government.dossiers.receipt import receipt_secret
from tinhso.government.dossiers.views.officer.frame import show


@require_GET
@identity.access("officer", roles=DESK)
def receipt(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The receipt for printing. It carries the tracking secret: only the desk opens it, and it is recorded."""
    dossier = print_receipt(identity.actor_of(request), dossier_id)
    answer = show(
        request,
        "receipt.html",
        "",
        dossier=dossier,
        view=tracking(dossier),
        secret=receipt_secret(dossier),
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
@identity.access("officer", roles=DESK)
def qr(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The QR of the receipt: where this dossier is tracked, without the secret."""
    dossier = access.for_officer(identity.actor_of(request), dossier_id)
    address = request.build_absolute_uri(reverse("dossiers:find")) + f"?ma={dossier.code}"
    image = segno.make(address, error="m").svg_inline(scale=4, border=2)
    answer = HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>'
        + image.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
        content_type="image/svg+xml",
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
