"""Signing in and out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import client_ip
from tinhso.foundation.identity.actions.second_factor import check_second_factor
from tinhso.foundation.identity.actions.sign_in import check_login, sign_in, sign_out
from tinhso.foundation.identity.eid.config import config
from tinhso.foundation.identity.eid.national import passwords_closed
from tinhso.foundation.identity.known_device import known_device, remember_device
from tinhso.foundation.identity.models import Account
from tinhso.foundation.identity.next_page import safe_next
from tinhso.foundation.identity.queries import capacities, offered_capacities
from tinhso.foundation.identity.rules.logins import normalise_login
from tinhso.foundation.identity.views.eid import TOKEN
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.errors import Refused
from tinhso.lib.text import clean

PENDING = "pending_sign_in"
PENDING_SECONDS = 300


@never_cache
@sensitive_post_parameters("password")
@access("public")
def login(request: HttpRequest) -> HttpResponse:
    """Login and password; then the second factor where there is one."""
    target = request.POST.get("next") or request.GET.get("next", "")
    context: dict[str, Any] = {
        "next": safe_next(target, request.get_host(), secure=request.is_secure(), default=""),
        "login": "",
        "closed": passwords_closed(),
        "eid": config() is not None,
    }
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(_home(request, request.user, target))
        return render(request, "identity/login.html", context)
    typed = request.POST.get("login", "")[:100]
    try:
        device = known_device(request, normalise_login(typed))
        account = check_login(typed, request.POST.get("password", ""), client_ip(request), device)
    except Refused as refused:
        context |= {"login": clean(typed), "errors": {refused.field or "login": str(refused)}}
        return render(request, "identity/login.html", context, status=refused.status)
    if account.has_second_factor:
        request.session[PENDING] = {
            "account": str(account.pk),
            "until": real_now().timestamp() + PENDING_SECONDS,
            "next": context["next"],
        }
        return redirect("identity:second_factor")
    sign_in(request, account)
    return _welcome(request, account, target)


@never_cache
@access("public")
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code of the authenticator app, or a recovery code, within five minutes of the password."""
    pending = request.session.get(PENDING)
    if not pending or pending["until"] < real_now().timestamp():
        request.session.pop(PENDING, None)
        return redirect("identity:login")
    if request.method != "POST":
        return render(request, "identity/second_factor.html", {})
    account = Account.objects.filter(pk=pending["account"], is_active=True).first()
    if account is None:
        return redirect("identity:login")
    try:
        device = known_device(request, account.login)
        check_second_factor(account.pk, request.POST.get("code", "")[:40], device)
    except Refused as refused:
        errors = {"code": str(refused)}
        return render(request, "identity/second_factor.html", {"errors": errors}, status=refused.status)
    del request.session[PENDING]
    sign_in(request, account)
    return _welcome(request, account, pending["next"])


@require_POST
@access("public")
def logout(request: HttpRequest) -> HttpResponse:
    """End the session; a signed-out visitor just goes home. By e-identity: the provider's session is told of."""
    token = request.session.get(TOKEN, "")
    if request.user.is_authenticated:
        sign_out(request)
    if token:
        request.session[TOKEN] = token
        return redirect("identity:eid_signed_out")
    return redirect("/")


def _welcome(request: HttpRequest, account: Account, target: str) -> HttpResponse:
    """On to the page, in a browser that is known from now on."""
    response = HttpResponseRedirect(_home(request, account, target))
    remember_device(request, response, account.login)
    return response


def _home(request: HttpRequest, account: Account, target: str) -> str:
    """Where to go after signing in: a forced password change, the page one came from, or one's own start."""
    if account.must_change_password:
        return reverse("identity:change_password")
    if account.kind == Account.Kind.OFFICER:
        plain = len(capacities(account.pk)) == 1 and not offered_capacities(account.pk)
        start = "/can-bo/" if plain else reverse("identity:switch_capacity")
    else:
        start = "/ca-nhan/"
    return safe_next(target, request.get_host(), secure=request.is_secure(), default=start)
