"""The second factor of one's own account."""

from __future__ import annotations

from io import BytesIO
from typing import Any, cast

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import actor_of
from tinhso.foundation.identity.actions.second_factor import (
    check_second_factor,
    confirm_second_factor,
    remove_second_factor,
    renew_recovery_codes,
)
from tinhso.foundation.identity.actions.sign_in import rotate
from tinhso.foundation.identity.models import Account
from tinhso.foundation.identity.rules.masking import mask_citizen_id
from tinhso.foundation.identity.rules.one_time import new_secret, provisioning_uri
from tinhso.foundation.identity.sealing import seal, unseal
from tinhso.foundation.identity.views.national import for_officers_in_national_mode
from tinhso.lib.errors import Refused

SETUP = "second_factor_setup"
ISSUER = "Tỉnh Số"


@never_cache
@access("signed_in")
@for_officers_in_national_mode
def security(request: HttpRequest) -> HttpResponse:
    """How the account is protected, and what can be turned on."""
    account = cast(Account, request.user)
    left = account.recovery_codes.filter(used_at__isnull=True).count()
    return render(request, "identity/security.html", {"on": account.has_second_factor, "left": left})


@never_cache
@sensitive_post_parameters()
@access("signed_in")
@for_officers_in_national_mode
def turn_on(request: HttpRequest) -> HttpResponse:
    """Show the secret, and bind it once a right code came back."""
    if cast(Account, request.user).has_second_factor:
        return redirect("identity:security")
    secret = _setup_secret(request)
    context: dict[str, Any] = {"secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))}
    if request.method != "POST":
        return render(request, "identity/second_factor_on.html", context)
    try:
        codes = confirm_second_factor(
            actor_of(request), secret, request.POST.get("code", "")[:40], request.POST.get("current", "")
        )
    except Refused as refused:
        context["errors"] = {refused.field or "code": str(refused)}
        return render(request, "identity/second_factor_on.html", context, status=refused.status)
    del request.session[SETUP]
    rotate(request)
    return render(request, "identity/recovery_codes.html", {"codes": codes})


@never_cache
@access("signed_in")
@for_officers_in_national_mode
def qr(request: HttpRequest) -> HttpResponse:
    """The secret being set up as a QR code (SVG)."""
    secret = unseal(request.session.get(SETUP, ""))
    if secret is None:
        raise Http404
    login = cast(Account, request.user).login
    uri = provisioning_uri(secret, mask_citizen_id(login) if login.isdigit() else login, ISSUER)
    out = BytesIO()
    segno.make(uri, error="m").save(
        out, kind="svg", scale=5, border=4, light="#fff", svgclass=None, lineclass=None
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@never_cache
@sensitive_post_parameters()
@access("signed_in")
def turn_off(request: HttpRequest) -> HttpResponse:
    """Unbind the app, knowing the password."""
    if not cast(Account, request.user).has_second_factor:
        return redirect("identity:security")
    if request.method != "POST":
        return render(request, "identity/second_factor_off.html", {})
    try:
        remove_second_factor(actor_of(request), request.POST.get("current", ""))
    except Refused as refused:
        context = {"errors": {"current": str(refused)}}
        return render(request, "identity/second_factor_off.html", context, status=refused.status)
    messages.success(request, _("Đã tắt xác thực hai bước."))
    return redirect("identity:security")


@require_POST
@never_cache
@access("signed_in")
@for_officers_in_national_mode
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, against a fresh code of the app."""
    account = cast(Account, request.user)
    if not account.has_second_factor:
        return redirect("identity:security")
    try:
        check_second_factor(account.pk, request.POST.get("code", "")[:40])
    except Refused as refused:
        left = account.recovery_codes.filter(used_at__isnull=True).count()
        context = {"on": True, "left": left, "errors": {"code": str(refused)}}
        return render(request, "identity/security.html", context, status=refused.status)
    return render(request, "identity/recovery_codes.html", {"codes": renew_recovery_codes(actor_of(request))})


def _setup_secret(request: HttpRequest) -> str:
    """The secret being set up: made once and kept sealed in the session, so that a reload shows the same."""
    secret = unseal(request.session.get(SETUP, ""))
    if secret is None:
        secret = new_secret()
        request.session[SETUP] = seal(secret)
    return secret
