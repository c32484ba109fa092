"""Signing in by e-identity: to the provider and back; and out there too."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import client_ip
from tinhso.foundation.identity.actions.sign_in import sign_in
from tinhso.foundation.identity.actions.throttle import throttle
from tinhso.foundation.identity.eid import flow
from tinhso.foundation.identity.eid.config import Config, config
from tinhso.foundation.identity.eid.enter import MAPPING, enter
from tinhso.foundation.identity.eid.provider import Provider, Unreachable
from tinhso.foundation.identity.next_page import safe_next
from tinhso.foundation.identity.sealing import seal, unseal
from tinhso.lib.errors import Refused

# Of the session: the sealed token by which the provider knows whom to sign out.
TOKEN = "eid_token"  # noqa: S105
TRIES_PER_ADDRESS, WINDOW = 200, 600


@never_cache
@require_safe
@access("public")
def start(request: HttpRequest) -> HttpResponse:
    """To the provider. By a link, for the pages' policy lets no form lead to another site."""
    provider = _provider()
    target = safe_next(
        request.GET.get("next", ""), request.get_host(), secure=request.is_secure(), default="/ca-nhan/"
    )
    try:
        throttle(f"eid-ip:{client_ip(request)}", TRIES_PER_ADDRESS, WINDOW)
        return HttpResponseRedirect(flow.begin(request, provider, _back(request), target))
    except Refused as refused:
        return _failed(request, refused)


@never_cache
@require_safe
@access("public")
def back(request: HttpRequest) -> HttpResponse:
    """The provider's answer: checked, matched to an account, signed in."""
    provider = _provider()
    try:
        throttle(f"eid-ip:{client_ip(request)}", TRIES_PER_ADDRESS, WINDOW)
        proven = flow.finish(request, provider, _back(request), request.GET.dict())
        entered = enter(proven.holder, provider.issuer, client_ip(request))
    except Refused as refused:
        return _failed(request, refused)
    sign_in(request, entered.account, level=proven.holder.level_name)
    request.session[TOKEN] = seal(proven.id_token)
    if entered.state == MAPPING:
        messages.success(
            request, _("Tài khoản cũ của bạn đã gắn với định danh điện tử: hồ sơ và bản nháp vẫn còn đủ.")
        )
    return HttpResponseRedirect(proven.next)


@never_cache
@require_safe
@access("public")
def signed_out(request: HttpRequest) -> HttpResponse:
    """After signing out here: the provider's own session is still open, which matters on a shared machine."""
    provider, token = config(), unseal(request.session.pop(TOKEN, "") or "")
    there = ""
    if provider is not None and token:
        try:
            there = Provider(provider).sign_out_address(token, request.build_absolute_uri("/"))
        except Unreachable:
            there = ""
    if not there:
        return redirect("/")
    return render(request, "identity/eid_signed_out.html", {"there": there})


def _provider() -> Config:
    found = config()
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("identity:eid_back"))


def _failed(request: HttpRequest, refused: Refused) -> HttpResponse:
    return render(request, "identity/eid_failed.html", {"refused": refused}, status=refused.status)
