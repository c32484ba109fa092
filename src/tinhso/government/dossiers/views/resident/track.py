"""Tracking: who holds it, when it ends, whether the person must do anything; then everything else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.access import by_receipt
from tinhso.government.dossiers.queries.tracking import tracking
from tinhso.government.dossiers.views.resident.own import own, remember
from tinhso.lib.errors import Refused


@require_http_methods(["GET", "POST"])
@identity.access("public")
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the code and the secret printed on the receipt; a code alone opens nothing."""
    typed = {
        "code": request.POST.get("code", request.GET.get("ma", "")).strip().upper(),
        "secret": request.POST.get("secret", "").strip(),
    }
    errors: dict[str, str] = {}
    if request.method == "POST":
        if not typed["code"]:
            errors["code"] = _("Hãy điền mã hồ sơ.")
        if not typed["secret"]:
            errors["secret"] = _("Hãy điền mã tra cứu in trên giấy biên nhận.")
        if not errors:
            try:
                dossier = by_receipt(typed["code"], typed["secret"], ip=identity.actor_of(request).ip)
            except Refused as refused:
                errors["code"] = str(refused)
            else:
                remember(request, dossier.code, typed["secret"])
                return HttpResponseRedirect(reverse("dossiers:track", args=[dossier.code]))
    return render(
        request,
        "dossiers/resident/find.html",
        {"typed": typed, "errors": errors},
        status=422 if errors else 200,
    )


@identity.access("public")
def track(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier as its owner sees it."""
    dossier, secret = own(request, code)
    return render(
        request,
        "dossiers/resident/track.html",
        {"dossier": dossier, "view": tracking(dossier), "by_account": not secret},
    )
