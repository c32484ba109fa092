"""Changing a password, and setting a new one with a code."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import actor_of, client_ip
from tinhso.foundation.identity.actions.password import change_password, request_reset, reset_password
from tinhso.foundation.identity.eid.national import passwords_closed
from tinhso.foundation.identity.even_time import even_time
from tinhso.foundation.identity.known_device import known_device
from tinhso.foundation.identity.models import Account, SignIn
from tinhso.foundation.identity.rules.logins import normalise_login
from tinhso.foundation.identity.views.demo import sample_mailbox
from tinhso.foundation.identity.views.national import for_officers_in_national_mode, told
from tinhso.lib.errors import Refused
from tinhso.lib.text import clean

RESET_LOGIN = "reset_login"


@never_cache
@sensitive_post_parameters()
@access("signed_in")
@for_officers_in_national_mode
def change(request: HttpRequest) -> HttpResponse:
    """A new password, knowing the current one."""
    context = {"forced": cast(Account, request.user).must_change_password}
    if request.method != "POST":
        return render(request, "identity/change_password.html", context)
    actor = actor_of(request)
    try:
        account = change_password(actor, request.POST.get("current", ""), request.POST.get("password", ""))
    except Refused as refused:
        errors = {refused.field or "current": str(refused)}
        return render(
            request, "identity/change_password.html", {**context, "errors": errors}, status=refused.status
        )
    update_session_auth_hash(request, account)
    SignIn.objects.filter(session_key=actor.session).update(session_key=request.session.session_key)
    messages.success(request, _("Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất."))
    return redirect("identity:account")


@never_cache
@access("public")
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a code; the answer never tells whether the account exists."""
    if request.method != "POST":
        return render(request, "identity/forgotten.html", {"login": "", "closed": passwords_closed()})
    typed = request.POST.get("login", "")[:100].strip(" ")
    try:
        with even_time():
            request_reset(typed, client_ip(request), known_device(request, normalise_login(typed)))
    except Refused as refused:
        context = {"login": clean(typed), "errors": {"login": str(refused)}, "closed": passwords_closed()}
        return render(request, "identity/forgotten.html", context, status=refused.status)
    request.session[RESET_LOGIN] = typed
    return redirect("identity:reset_password")


@never_cache
@sensitive_post_parameters()
@access("public")
def reset(request: HttpRequest) -> HttpResponse:
    """Set a new password with the code that was sent."""
    typed = request.session.get(RESET_LOGIN)
    if not typed:
        return redirect("identity:forgotten")
    if normalise_login(typed).isdigit() and passwords_closed():
        return told(request)
    if request.method != "POST":
        return render(request, "identity/reset.html", {"mailbox": sample_mailbox(request)})
    code, chosen = request.POST.get("code", "")[:40], request.POST.get("password", "")
    try:
        with even_time():
            reset_password(
                typed, code, chosen, client_ip(request), known_device(request, normalise_login(typed))
            )
    except Refused as refused:
        context = {
            "mailbox": sample_mailbox(request),
            "code": code,
            "errors": {refused.field or "code": str(refused)},
        }
        return render(request, "identity/reset.html", context, status=refused.status)
    del request.session[RESET_LOGIN]
    messages.success(request, _("Đã đặt mật khẩu mới. Hãy đăng nhập."))
    return redirect("identity:login")
