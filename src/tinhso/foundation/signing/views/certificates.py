"""The register of certificates, kept by the system's administrator."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.foundation.identity.api import access, account_of, actor_of
from tinhso.foundation.organisation.api import agency_by_slug
from tinhso.foundation.signing.actions.certificates import (
    end_certificate,
    reading,
    register_certificate,
    suspend_certificate,
)
from tinhso.foundation.signing.actions.pictures import newest_picture, set_picture
from tinhso.foundation.signing.models import Certificate
from tinhso.foundation.signing.queries.register import Wanted, board, one_certificate, register
from tinhso.foundation.signing.reading_certificates import unusable
from tinhso.foundation.signing.rules.pictures import MOST_BYTES
from tinhso.foundation.signing.words import sentence
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.posted import day, line, typed_day

ADMIN = ("system_admin",)
LARGEST = 65_536


@never_cache
@require_GET
@access("admin", roles=ADMIN)
def listing(request: HttpRequest) -> HttpResponse:
    """All certificates: counted, filtered, those that end first on top."""
    wanted = Wanted(
        kind=request.GET.get("noi-giu", ""),
        regime=request.GET.get("loai", ""),
        within=request.GET.get("het-han", ""),
        text=line(request.GET, "tim", 80),
        ended=request.GET.get("ngung") == "1",
    )
    context = {
        "rows": register(wanted, request.GET.get("sau", "")),
        "board": board(),
        "wanted": wanted,
        "means": Certificate.Means.choices,
        "regimes": Certificate.Regime.choices,
    }
    return render(request, "signing/certificates.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("admin", roles=ADMIN)
def add(request: HttpRequest) -> HttpResponse:
    """First the file, with what it says shown; then its holder, and it is registered."""
    errors: dict[str, str] = {}
    told: Certificate | None = None
    content = b""
    status = 200
    if request.method == "POST":
        try:
            content = _content(request)
            told = reading(content)
            if request.POST.get("buoc") == "luu":
                made = _register(request, content)
                messages.success(request, _("Đã đăng ký chứng thư."))
                return HttpResponseRedirect(reverse("signing:certificate", args=[made.pk]))
        except Refused as refused:
            errors, status = {refused.field or "file": str(refused)}, refused.status
    context = {
        "told": told,
        "content": content.hex() if told is not None else "",
        "errors": errors,
        "typed": request.POST,
        "bound_since": typed_day(request.POST, "bound_since")
        if request.POST.get("buoc") == "luu"
        else today(),
        "means": Certificate.Means.choices,
        "regimes": Certificate.Regime.choices,
    }
    return render(request, "signing/add_certificate.html", context, status=status)


def _content(request: HttpRequest) -> bytes:
    given = request.FILES.get("file")
    if given is not None and not isinstance(given, list):
        return bytes(given.read(LARGEST))
    try:
        return bytes.fromhex(request.POST.get("content", "")[: 2 * LARGEST])
    except ValueError:
        return b""


def _register(request: HttpRequest, content: bytes) -> Certificate:
    given = request.POST
    holder = line(given, "holder", 120)
    account_id = agency_id = None
    if given.get("whose") == "agency":
        try:
            agency_id = agency_by_slug(holder).id
        except NotFound:
            raise Refused("signing.no_agency", _("Không có cơ quan nào có mã này."), field="holder") from None
    else:
        account_id = account_of(holder)
        if account_id is None:
            raise Refused(
                "signing.no_account", _("Không có tài khoản nào có tên đăng nhập này."), field="holder"
            )
    return register_certificate(
        actor_of(request),
        content,
        kind=given.get("kind", ""),
        regime=given.get("regime", ""),
        account_id=account_id,
        agency_id=agency_id,
        bound_since=day(given, "bound_since"),
        bound_until=day(given, "bound_until"),
        reference=_reference(given.get("kind", ""), given),
    )


def _reference(kind: str, given: Any) -> dict[str, str]:
    """What the means needs to know the key by; never a PIN."""
    fields = {"hsm": ("token", "key", "pin"), "smart": ("user",), "sim": ("phone",), "token": ()}.get(
        kind, ()
    )
    found = {name: line(given, name, 120) for name in fields}
    return {name: value for name, value in found.items() if value and (name != "pin" or value == "asked")}


@never_cache
@require_GET
@access("admin", roles=ADMIN)
def one(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """One certificate: what it says, whose it is, and ending it."""
    return _draw(request, certificate_id, {})


@require_POST
@access("admin", roles=ADMIN)
def act_on(request: HttpRequest, certificate_id: UUID, verb: str) -> HttpResponse:
    """Suspend, use again, end; the picture that its signatures are drawn with."""
    actor, why = actor_of(request), request.POST.get("reason", "")
    verbs: dict[str, Callable[[], object]] = {
        "tam-ngung": lambda: suspend_certificate(actor, certificate_id, why),
        "dung-lai": lambda: suspend_certificate(actor, certificate_id, why, again=True),
        "ket-thuc": lambda: end_certificate(actor, certificate_id, why),
        "hinh": lambda: set_picture(actor, certificate_id, _picture(request)),
    }
    if verb not in verbs:
        raise NotFound("verb_unknown", _("Không có việc này."))
    try:
        verbs[verb]()
    except NotFound:
        raise
    except Refused as refused:
        return _draw(request, certificate_id, {refused.field or "reason": str(refused)}, refused.status)
    messages.success(request, _("Đã ghi nhận."))
    return HttpResponseRedirect(reverse("signing:certificate", args=[certificate_id]))


def _picture(request: HttpRequest) -> bytes:
    given = request.FILES.get("picture")
    return bytes(given.read(MOST_BYTES + 1)) if given is not None and not isinstance(given, list) else b""


def _shown(ident: UUID) -> str:
    """The picture as the page carries it; no address of its own."""
    held = newest_picture(ident)
    return f"data:image/png;base64,{base64.b64encode(bytes(held.png)).decode()}" if held else ""


def _draw(request: HttpRequest, ident: UUID, errors: dict[str, str], status: int = 200) -> HttpResponse:
    found = one_certificate(ident)
    context = {
        "one": found,
        "why": sentence(unusable(found)),
        "reference": json.dumps(found.reference, ensure_ascii=False) if found.reference else "",
        "errors": errors,
        "picture": _shown(found.pk),
    }
    return render(request, "signing/certificate.html", context, status=status)
