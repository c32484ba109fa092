"""Anybody has the digital signatures on a PDF checked: who signed, when, and whether the file is still what was signed."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.foundation.files.api import slot
from tinhso.foundation.identity.api import access, actor_of, client_ip, throttle
from tinhso.foundation.signing import api as signing
from tinhso.government.verification.sources import registry
from tinhso.government.verification.views import signature_words as words
from tinhso.government.verification.views.words import told
from tinhso.lib.errors import Refused

MOST_BYTES = 12_000_000
OF_ADDRESS, HOUR = 60, 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("public")
def signatures(request: HttpRequest) -> HttpResponse:
    """The form, and below it the answer. The file is read in a process of its own and never stored."""
    if request.method != "POST":
        return _page(request)
    sent = request.FILES.get("file")
    if sent is None or not sent.size:
        return _page(request, errors={"file": _("Hãy chọn một tệp PDF hoặc XML có nội dung.")}, status=422)
    if sent.size > MOST_BYTES:
        return _page(request, errors={"file": _("Tệp lớn hơn 12 MB. Hãy chọn tệp nhỏ hơn.")}, status=422)
    try:
        throttle(f"verification:signatures:{client_ip(request)}", OF_ADDRESS, HOUR)
        with slot(client_ip(request), "signatures"):
            pdf = sent.read()
            read = signing.read_signatures(pdf)
    except Refused as busy:
        return _page(request, errors={"file": f"{busy} {busy.way_out or ''}".strip()}, status=busy.status)
    if read.fault:
        return _page(request, errors={"file": words.fault(read.fault)}, status=422)
    summed = sha256(pdf).hexdigest()
    papers = [told(one, with_holder=False) for one in registry.by_digest(actor_of(request), summed)]
    answer = words.file_told(read, bool(papers))
    return _page(request, answer=answer, papers=papers, summed=summed, name=str(sent.name)[:100])


def _page(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    nothing: dict[str, Any] = {"errors": {}, "answer": None, "papers": [], "summed": "", "name": ""}
    more = {"simulated": settings.TINHSO_SIGNING_SIMULATED, "rooted": bool(settings.TINHSO_SIGNING_ROOTS)}
    return render(request, "verification/signatures.html", nothing | more | context, status=status)
