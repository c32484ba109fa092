"""Anybody checks a paper: without account, without JavaScript, without more than the paper itself says."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access, actor_of, client_ip, throttle
from tinhso.government.verification.rules.codes import digest, parted
from tinhso.government.verification.sources import registry
from tinhso.government.verification.uploads import Hashed, HashingUploadHandler
from tinhso.government.verification.views.words import Told, told
from tinhso.lib.errors import Refused

# A whole commune may share one address; a code is tried from anywhere.
OF_ADDRESS, HOUR = 300, 3600
OF_CODE, QUARTER_HOUR = 10, 900


@csrf_exempt
@never_cache
@access("public")
def ask(request: HttpRequest) -> HttpResponse:
    """Both ways to have a paper checked. The body is read by our handler: a file is summed and never stored.

    The check against forgery reads the body too, so it stands behind the handler, before everything else.
    """
    if request.method == "POST":
        request.upload_handlers = [HashingUploadHandler(request)]
    return _ask(request)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, typed={"code": request.GET.get("ma", "")[:60]})
    if "code" in request.POST:
        return _typed(request)
    return _file(request)


@never_cache
@require_safe
@access("public")
def paper(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Where the QR on a paper leads. A right pair always passes; wrong ones are counted and then turned away."""
    code, token = parted(code, token)
    found = registry.by_code(actor_of(request), code, token)
    if not found:
        throttle(f"verification:ip:{client_ip(request)}", OF_ADDRESS, HOUR)
        throttle(f"verification:code:{code}", OF_CODE, QUARTER_HOUR)
        return _page(request, typed={"code": code, "token": token}, unknown="code", status=404)
    return _answer(request, [told(one) for one in found])


def _typed(request: HttpRequest) -> HttpResponse:
    code, token = parted(request.POST.get("code", ""), request.POST.get("token", ""))
    errors = {}
    if not code or "/" in code:
        errors["code"] = _("Hãy điền mã hồ sơ in trên giấy.")
    if not token or "/" in token:
        errors["token"] = _("Hãy điền mã xác minh in cạnh mã QR.")
    if errors:
        return _page(request, typed={"code": code, "token": token}, errors=errors, status=422)
    return HttpResponseRedirect(reverse("verification:paper", args=[code, token]))


def _file(request: HttpRequest) -> HttpResponse:
    """A file, or the sum of one that the browser took itself."""
    sent = request.FILES.get("file")
    summed = sent.sha256 if isinstance(sent, Hashed) and sent.size else digest(request.POST.get("sha256", ""))
    if not summed:
        return _page(request, errors={"file": _("Hãy chọn một tệp có nội dung.")}, status=422)
    try:
        throttle(f"verification:file:{client_ip(request)}", OF_ADDRESS, HOUR)
    except Refused as busy:
        return _page(request, errors={"file": f"{busy} {busy.way_out or ''}".strip()}, status=busy.status)
    found = registry.by_digest(actor_of(request), summed)
    if not found:
        return _page(request, unknown="file", summed=summed, status=404)
    return _answer(request, [told(one, with_holder=False) for one in found], summed)


def _answer(request: HttpRequest, papers: list[Told], summed: str = "") -> HttpResponse:
    return render(request, "verification/answer.html", {"papers": papers, "summed": summed})


def _page(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    whole = {"typed": {}, "errors": {}, "unknown": "", "summed": ""} | context
    return render(request, "verification/ask.html", whole, status=status)
