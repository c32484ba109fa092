"""Tracking: who holds it, when it ends, whether the person must do anything; then everything else."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.access import by_receipt, unknown_dossier
from tinhso.government.dossiers.actions.look_at_people import note_look
from tinhso.government.dossiers.models import DossierFile, Result
from tinhso.government.dossiers.money_told import paying_of
from tinhso.government.dossiers.queries.issued import result_code
from tinhso.government.dossiers.queries.looks import looks_seen
from tinhso.government.dossiers.queries.notices import notices_of
from tinhso.government.dossiers.queries.tracking import tracking
from tinhso.government.dossiers.told import delivery_told
from tinhso.government.dossiers.views.resident import pending
from tinhso.government.dossiers.views.resident.drafting import SENT
from tinhso.government.dossiers.views.resident.own import forget, may_act, own, remember
from tinhso.government.dossiers.views.resident.words import delivery_name, said, short_title
from tinhso.government.dossiers.views.serving import served
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
                target = reverse("dossiers:track", args=[dossier.code])
                return HttpResponseRedirect(pending.waits_for(request, target) or target)
    return render(
        request,
        "dossiers/resident/find.html",
        {"typed": typed, "errors": errors, "waiting": pending.waits_for(request, reverse("dossiers:find"))},
        status=422 if errors else 200,
    )


@require_POST
@identity.access("public")
def end(request: HttpRequest) -> HttpResponse:
    """Forget the receipts shown in this browser: whoever sits down next sees nothing of them."""
    forget(request)
    messages.success(request, _("Đã kết thúc tra cứu. Máy này không còn mở hồ sơ của bạn."))
    return HttpResponseRedirect(reverse("dossiers:find"))


@identity.access("public")
def track(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier as its owner sees it."""
    dossier, secret = own(request, code)
    view = tracking(dossier)
    page = {
        "dossier": dossier,
        "view": view,
        "said": said(dossier, view),
        "short_title": short_title,
        "delivery_name": delivery_name,
        "sent": request.session.pop(SENT, ""),
        "looks": looks_seen(dossier),
        "own_account": dossier.account_id is not None and not secret,
        "notices": notices_of(dossier),
        "may_act": may_act(dossier, secret),
        "by_receipt": bool(secret),
        "check": result_code(dossier) if view.result else "",
        "delivery": delivery_told(dossier.pk) if view.result else [],
        "paying": paying_of(dossier, "person") if view.fees else [],
    }
    return render(request, "dossiers/resident/track.html", page)


@identity.access("public")
@require_safe
def paper(request: HttpRequest, code: str, file_id: UUID) -> HttpResponseBase:
    """A paper or the published result of a dossier that was opened by the account or by its receipt."""
    dossier, secret = own(request, code)
    mine = DossierFile.objects.filter(dossier=dossier, file_id=file_id).exists()
    result = Result.objects.filter(dossier=dossier, file_id=file_id, published=True).exists()
    if not (mine or result):
        raise unknown_dossier()
    if secret:
        note_look(identity.actor_of(request), dossier, f"file:{file_id}")
    return served(file_id)
