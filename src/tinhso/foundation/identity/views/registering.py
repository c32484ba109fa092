"""Opening an account, one thing per page; what was typed waits in the session."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import client_ip
from tinhso.foundation.identity.actions.register import (
    OrganisationClaim,
    PersonClaim,
    register_organisation,
    register_person,
)
from tinhso.foundation.identity.actions.registration_code import (
    SentCode,
    check_registration_code,
    send_registration_code,
)
from tinhso.foundation.identity.even_time import even_time
from tinhso.foundation.identity.forms import registration
from tinhso.foundation.identity.forms.fields import line, once
from tinhso.foundation.identity.next_page import safe_next
from tinhso.foundation.identity.views.demo import sample_mailbox
from tinhso.foundation.identity.views.national import closed_in_national_mode
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.errors import Refused

KEY = "registration"
NEXT = "registration_next"
KEPT_FOR = 1800
Page = Callable[[Any], tuple[dict[str, Any], dict[str, str]]]
PAGES: dict[str, dict[str, Page]] = {
    "ca-nhan": {"giay-to": registration.card, "lien-he": registration.contact},
    "to-chuc": {"to-chuc": registration.enterprise, "lien-he": registration.contact},
}


@access("public")
@closed_in_national_mode
def choose(request: HttpRequest) -> HttpResponse:
    """For a person or for an enterprise? Who came here from a page goes back to it after signing in."""
    wanted = safe_next(
        request.GET.get("next", ""), request.get_host(), secure=request.is_secure(), default=""
    )
    if wanted:
        request.session[NEXT] = wanted
    return render(request, "identity/register_choose.html", {})


@never_cache
@access("public")
@closed_in_national_mode
def step(request: HttpRequest, who: str, key: str) -> HttpResponse:
    """One page of facts; the next opens when they fit."""
    pages = PAGES.get(who, {})
    if key not in pages:
        raise Http404
    if missing := _missing(request, who, before=key):
        return redirect("identity:register_step", who=who, key=missing)
    kept = _typed(request).get(who, {})
    context = {"who": who, "key": key, "values": kept.get(key, {}), **_place(who, key)}
    if request.method != "POST":
        return render(request, f"identity/register_{_name(key)}.html", context)
    values, faults = pages[key](request.POST)
    if faults:
        context |= {"values": values, "errors": faults, "summary": once(faults)}
        return render(request, f"identity/register_{_name(key)}.html", context, status=422)
    until = real_now().timestamp() + KEPT_FOR
    kept = kept if key == "lien-he" else {page: kept[page] for page in kept if page in pages}
    request.session[KEY] = {**_typed(request), who: {**kept, key: values}, "until": until}
    following = [*pages, "mat-khau"][list(pages).index(key) + 1]
    if following == "mat-khau" and "password" in kept:
        return _send(request, who, kept | {key: values}, "identity/register_contact.html", context)
    if following == "mat-khau":
        return redirect("identity:register_password", who=who)
    return redirect("identity:register_step", who=who, key=following)


@never_cache
@sensitive_post_parameters("password")
@access("public")
@closed_in_national_mode
def password(request: HttpRequest, who: str) -> HttpResponse:
    """A password; then a code goes to the telephone. Nothing here depends on who has an account."""
    if who not in PAGES:
        raise Http404
    if missing := _missing(request, who):
        return redirect("identity:register_step", who=who, key=missing)
    context: dict[str, Any] = {"who": who, **_place(who, "mat-khau")}
    if request.method != "POST":
        return render(request, "identity/register_password.html", context)
    kept = _typed(request)[who]
    facts = _facts(who, kept)
    login = facts.get("citizen_id") or facts.get("tax_number", "")
    chosen, faults = registration.new_password(request.POST, login)
    if faults:
        return render(request, "identity/register_password.html", {**context, "errors": faults}, status=422)
    kept = {**kept, "password": make_password(chosen), "attempt": secrets.token_urlsafe(16), "sent": []}
    return _send(request, who, kept, "identity/register_password.html", context)


@never_cache
@access("public")
@closed_in_national_mode
def code(request: HttpRequest, who: str) -> HttpResponse:
    """The code that was sent. The answer is the same whether the number already had an account."""
    kept = _sent(request, who)
    if kept is None:
        return redirect("identity:register")
    sent = [SentCode(**one) for one in kept["sent"]]
    context: dict[str, Any] = {"who": who, "contact": sent[-1].contact, **_place(who, "ma")}
    context["mailbox"] = sample_mailbox(request)
    if request.method != "POST":
        return render(request, "identity/register_code.html", context)
    typed = line(request.POST, "code", 40)
    try:
        with even_time():
            check_registration_code(sent, typed, kept["attempt"])
            _register(who, _facts(who, kept), kept["password"], client_ip(request))
    except Refused as refused:
        context |= {"code": typed, "errors": {"code": str(refused)}}
        return render(request, "identity/register_code.html", context, status=refused.status)
    del request.session[KEY]
    return redirect("identity:register_done")


@require_POST
@access("public")
@closed_in_national_mode
def resend(request: HttpRequest, who: str) -> HttpResponse:
    """Another code to the same telephone; the earlier one stays good for its time."""
    kept = _sent(request, who)
    if kept is None:
        return redirect("identity:register")
    contact = kept["sent"][-1]["contact"]
    context: dict[str, Any] = {"who": who, "contact": contact, **_place(who, "ma")}
    context["mailbox"] = sample_mailbox(request)
    answer = _send(request, who, kept, "identity/register_code.html", context)
    if answer.status_code == 302:
        messages.success(request, _("Đã gửi mã mới."))
    return answer


@access("public")
@closed_in_national_mode
def done(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "identity/register_done.html", {"next": request.session.get(NEXT, "")})


def _send(
    request: HttpRequest, who: str, kept: dict[str, Any], page: str, context: dict[str, Any]
) -> HttpResponse:
    """Send a code to the contact of `kept` and go to its page; a refusal is told on the page one is on."""
    where = kept["lien-he"]
    try:
        sent = send_registration_code(where["phone"], where["email"], kept["attempt"], client_ip(request))
    except Refused as refused:
        field = {"register_contact": "phone", "register_code": "code"}.get(page[9:-5], "password")
        context |= {"values": where, "errors": {field: str(refused)}}
        return render(request, page, context, status=refused.status)
    # Codes for another number are worth nothing once the number was changed.
    codes = [one for one in kept["sent"] if one["contact"] == sent.contact][-4:]
    kept = {**kept, "sent": [*codes, sent.kept()]}
    until = real_now().timestamp() + KEPT_FOR
    request.session[KEY] = {**_typed(request), who: kept, "until": until}
    return redirect("identity:register_code", who=who)


def _sent(request: HttpRequest, who: str) -> dict[str, Any] | None:
    """What waits for its code, or None."""
    if who not in PAGES:
        raise Http404
    kept: dict[str, Any] = _typed(request).get(who, {})
    return kept if kept.get("sent") and not _missing(request, who) else None


def _facts(who: str, kept: dict[str, Any]) -> dict[str, Any]:
    return {k: v for page in PAGES[who] for k, v in kept[page].items()}


def _register(who: str, facts: dict[str, Any], chosen: str, ip: str) -> None:
    facts.pop("birth_date_typed", None)
    if who == "to-chuc":
        register_organisation(OrganisationClaim(**facts), chosen, ip)
        return
    birth = date.fromisoformat(facts.pop("birth_date"))
    register_person(PersonClaim(birth_date=birth, **facts), chosen, ip)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed so far; nothing once it lay untouched for half an hour: the machine may be shared."""
    kept: dict[str, Any] = request.session.get(KEY) or {}
    return kept if float(kept.get("until", 0)) > real_now().timestamp() else {}


def _missing(request: HttpRequest, who: str, before: str | None = None) -> str | None:
    """The first page not yet answered among those before `before`."""
    kept = _typed(request).get(who, {})
    for key in PAGES[who]:
        if key == before:
            return None
        if key not in kept:
            return key
    return None


def _place(who: str, key: str) -> dict[str, int]:
    order = [*PAGES[who], "mat-khau", "ma"]
    return {"number": order.index(key) + 1, "total": len(order)}


def _name(key: str) -> str:
    return {"giay-to": "card", "to-chuc": "enterprise", "lien-he": "contact"}[key]
