"""Rating by the code on the receipt: on one's own telephone by its QR, or on the tablet at the counter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers import api as dossiers
from tinhso.government.ratings.actions.rate_by_code import check_not_office, rate_by_code
from tinhso.government.ratings.devices import is_office
from tinhso.lib.errors import Refused
from tinhso.lib.text import has_forbidden

# A commune's telephones may share one address; the tablet serves a whole counter.
OF_ADDRESS = 300
TABLET = "rating_tablet"


@require_http_methods(["GET", "POST"])
@identity.access("public")
def find(request: HttpRequest) -> HttpResponse:
    """The tablet at the counter, or anybody who types: dossier code and rating code, both on the receipt.

    A scanner that types like a keyboard may put the QR's whole address into the first field.
    """
    typed = request.POST.get("code", "").strip()[:300]
    token = request.POST.get("token", "").strip()[:40]
    if "/danh-gia/" in typed:
        typed, _slash, token = typed.partition("/danh-gia/")[2].strip("/").partition("/")
    errors: dict[str, str] = {}
    if request.method == "POST":
        request.session[TABLET] = "1" if request.POST.get("tablet") == "1" else ""
        try:
            _check(request)
            dossiers.check_rating_code(typed.upper(), token)
        except Refused as refused:
            errors["code"] = str(refused)
        else:
            return HttpResponseRedirect(reverse("ratings:rate", args=[typed.upper(), token]))
    page = {
        "code": typed,
        "errors": errors,
        "tablet": request.GET.get("may") == "bang" or request.session.get(TABLET) == "1",
    }
    return render(request, "ratings/find.html", page, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@identity.access("public")
def rate(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """One question, one optional sentence. Says nothing of the dossier beyond its code."""
    errors: dict[str, str] = {}
    if has_forbidden(code) or has_forbidden(token):
        raise dossiers.no_such_rating_code()
    _check(request)
    state = dossiers.check_rating_code(code, token)
    if request.method == "POST":
        score = request.POST.get("score", "")
        tablet = request.session.get(TABLET) == "1"
        try:
            if score not in ("1", "2", "3", "4", "5"):
                raise Refused("score_needed", _("Hãy chọn một mức."), field="score")
            rate_by_code(
                identity.actor_of(request),
                code,
                token,
                score=int(score),
                comment=request.POST.get("comment", "")[:4000],
                how="tablet" if tablet else "qr",
                office=is_office(request),
            )
        except Refused as refused:
            errors[refused.field or "score"] = str(refused)
        else:
            messages.success(request, _("Cảm ơn bạn đã đánh giá."))
            return HttpResponseRedirect(
                f"{reverse('ratings:find')}?may=bang"
                if tablet
                else reverse("ratings:rate", args=[code, token])
            )
    page = {"code": code, "state": state, "errors": errors, "typed": request.POST}
    return render(request, "ratings/rate.html", page, status=422 if errors else 200)


def _check(request: HttpRequest) -> None:
    """Stop officers and their devices before anything is shown, and guesses before they are many."""
    actor = identity.actor_of(request)
    check_not_office(actor, is_office(request))
    identity.throttle(f"rating:ip:{actor.ip}", OF_ADDRESS, 3600)
