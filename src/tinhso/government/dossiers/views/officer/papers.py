"""Papers an officer prints for a person: the receipt with its due date and QR, and what it was told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions.print_receipt import DESK, print_receipt
from tinhso.government.dossiers.actions.print_slip import print_slip
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.letterhead import Letterhead, letterhead
from tinhso.government.dossiers.queries.tracking import tracking
from tinhso.government.dossiers.rules.transitions import REFUSED
from tinhso.government.dossiers.views import slips
from tinhso.government.dossiers.views.officer.frame import show
from tinhso.lib.errors import NotFound


@require_GET
@identity.access("officer", roles=DESK)
def receipt(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The receipt for printing. It carries the tracking secret: only the desk opens it, and it is recorded."""
    dossier = print_receipt(identity.actor_of(request), dossier_id)
    return _draw(request, "receipt.html", **slips.receipt_page(dossier))


@require_GET
@identity.access("officer")
def supplement_slip(request: HttpRequest, dossier_id: UUID, ordinal: int) -> HttpResponse:
    """What is missing, thing by thing, for a person who takes it home on paper (Mẫu 02)."""
    dossier = print_slip(identity.actor_of(request), dossier_id, form="02", part=str(ordinal))
    asked = dossier.supplements.filter(ordinal=ordinal).prefetch_related("items").first()
    if asked is None:
        raise NotFound("slip_unknown", _("Hồ sơ không có yêu cầu bổ sung này."))
    head = letterhead(asked.agency_id, asked.requested_by_id)
    rows = [
        (_("Nộp lúc"), slips.moment(dossier.filed_at)),
        (_("Yêu cầu lúc"), slips.moment(asked.requested_at)),
        (_("Hạn bổ sung"), slips.moment(asked.deadline)),
    ]
    by_account = access.filed_by_resident(dossier)
    return _slip(request, "supplement_slip.html", dossier, head, rows, asked=asked, by_account=by_account)


@require_GET
@identity.access("officer")
def refusal_slip(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Why the dossier was not received, for a person who takes it home on paper (Mẫu 03)."""
    dossier = print_slip(identity.actor_of(request), dossier_id, form="03")
    last = dossier.steps.exclude(done_at=None).order_by("-done_at", "-ordinal").first()
    if dossier.state != REFUSED or last is None:
        raise NotFound("slip_unknown", _("Hồ sơ này không bị từ chối tiếp nhận."))
    head = letterhead(last.agency_id, last.done_by_id)
    rows = [
        (_("Nộp lúc"), slips.moment(dossier.filed_at)),
        (_("Từ chối lúc"), slips.moment(last.done_at)),
    ]
    return _slip(request, "refusal_slip.html", dossier, head, rows, reason=last.note)


def _slip(
    request: HttpRequest,
    template: str,
    dossier: Dossier,
    head: Letterhead,
    rows: list[tuple[str, str]],
    **more: Any,
) -> HttpResponse:
    facts = slips.facts(dossier, tracking(dossier), *rows)
    return _draw(request, template, dossier=dossier, head=head, facts=facts, **more)


def _draw(request: HttpRequest, template: str, *, dossier: Dossier, **more: Any) -> HttpResponse:
    address = reverse("dossiers:officer_qr", args=[dossier.pk])
    answer = show(request, template, "", dossier=dossier, qr=address, **more)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
@identity.access("officer")
def qr(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The QR of a printed paper: where this dossier is tracked, without the secret."""
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
