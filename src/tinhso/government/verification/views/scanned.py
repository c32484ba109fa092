"""A scanned paper: what its QR says under our signature, and whether our record agrees today."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.api import access, actor_of, client_ip, throttle
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.api import Claims
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.verification.sources import registry
from tinhso.government.verification.views.words import told
from tinhso.lib.dates import vi_date, vi_moment

OF_ADDRESS, HOUR = 300, 3600
OF_PAPER, QUARTER_HOUR = 10, 900


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("public")
def scanned(request: HttpRequest, token: str) -> HttpResponse:
    """The answer to a scanned QR. A POST compares the number of whoever shows the paper with the one it was made for."""
    claims = papers.read_qr(token)
    if claims is None:
        throttle(f"verification:qr:{client_ip(request)}", OF_ADDRESS, HOUR)
        context = {"typed": {}, "errors": {}, "unknown": "qr", "summed": ""}
        return render(request, "verification/ask.html", context, status=404)
    found = registry.by_paper(actor_of(request), claims.paper)
    answer: dict[str, Any] = {
        "claims": claims,
        "said": _said(claims),
        "papers": [told(one) for one in found],
        "token": token,
        "matches": _matches(request, claims),
    }
    return render(request, "verification/scanned.html", answer)


def _matches(request: HttpRequest, claims: Claims) -> bool | None:
    """Whether the typed number is the applicant's; None where none was typed. Wrong ones are counted."""
    typed = request.POST.get("number", "")[:30].strip()
    if request.method != "POST" or not typed:
        return None
    if papers.is_applicant(claims, typed):
        return True
    throttle(f"verification:number:{claims.paper}", OF_PAPER, QUARTER_HOUR)
    throttle(f"verification:number:{client_ip(request)}", OF_ADDRESS, HOUR)
    return False


def _said(claims: Claims) -> list[dict[str, str]]:
    """What is printed in the symbol, for comparing with the paper in hand."""
    term = _("Không thời hạn") if claims.permanent else vi_date(claims.until)
    rows = [
        (_("Giấy"), claims.document),
        (_("Mã hồ sơ"), claims.dossier),
        (_("Mã thủ tục"), claims.procedure),
        (_("Lập lúc"), vi_moment(claims.issued.astimezone(ZONE), _)),
        (_("Hẹn trả kết quả"), vi_moment(claims.due.astimezone(ZONE), _) if claims.due else ""),
        (_("Thời hạn của giấy"), term),
        (_("Phạm vi sử dụng"), claims.scope),
        (_("Hệ thống lập giấy"), claims.system),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]
