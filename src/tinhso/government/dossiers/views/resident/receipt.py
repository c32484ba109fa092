"""What the person keeps: the confirmation with the secret, and the receipt for printing."""

from __future__ import annotations

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tinhso.foundation.identity import api as identity
from tinhso.foundation.papers import api as papers
from tinhso.government.dossiers.actions.make_paper import have_paper
from tinhso.government.dossiers.actions.sign_notice import check_handed
from tinhso.government.dossiers.money_told import paying_of
from tinhso.government.dossiers.queries.tracking import tracking
from tinhso.government.dossiers.receipt import receipt_secret
from tinhso.government.dossiers.views import slips
from tinhso.government.dossiers.views.resident.own import own


@identity.access("public")
def filed(request: HttpRequest, code: str) -> HttpResponse:
    """Just filed: the code, the secret, what happens next, each file with size and SHA-256."""
    dossier, _secret = own(request, code)
    page = {
        "dossier": dossier,
        "view": tracking(dossier),
        "secret": receipt_secret(dossier),
        "paying": paying_of(dossier, "person") if dossier.pay_by else [],
    }
    return render(request, "dossiers/resident/filed.html", page)


@identity.access("public")
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt, made for paper: black on white, QR at the top left."""
    dossier, _secret = own(request, code)
    page = slips.receipt_page(dossier)
    page["layout"] = "screens/layouts/resident.html"
    page["qr"] = reverse("dossiers:receipt_qr", args=[dossier.code])
    return render(request, "dossiers/receipt.html", page)


@require_GET
@identity.access("public")
def official(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The official PDF of one's own dossier; the page beside it says the same in words."""
    dossier, _secret = own(request, code)
    given = request.GET.get("lan", "")[:6]
    part = given if given.isdigit() else ""
    check_handed(dossier, name, part)
    return papers.newest_answer(have_paper(identity.actor_of(request), dossier.pk, name=name, part=part))


@identity.access("public")
def receipt_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR of the receipt: the address where this dossier is tracked, without the secret."""
    dossier, _secret = own(request, code)
    address = request.build_absolute_uri(reverse("dossiers:find")) + f"?ma={dossier.code}"
    image = segno.make(address, error="m").svg_inline(scale=4, border=2)
    response = HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>'
        + image.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
        content_type="image/svg+xml",
    )
    response["Cache-Control"] = "private, no-store"
    return response
