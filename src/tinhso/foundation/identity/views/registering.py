"""Opening an account, one thing per page; what was typed waits in the session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import client_ip
from tinhso.foundation.identity.actions.register import (
    OrganisationClaim,
    PersonClaim,
    register_organisation,
    register_person,
)
from tinhso.foundation.identity.even_time import even_time
from tinhso.foundation.identity.forms import registration
from tinhso.foundation.identity.forms.fields import once
from tinhso.foundation.worktime.api import real_now

KEY = "registration"
KEPT_FOR = 1800
Page = Callable[[Any], tuple[dict[str, Any], dict[str, str]]]
PAGES: dict[str, dict[str, Page]] = {
    "ca-nhan": {"giay-to": registration.card, "lien-he": registration.contact},
    "to-chuc": {"to-chuc": registration.enterprise, "lien-he": registration.contact},
}


@access("public")
def choose(request: HttpRequest) -> HttpResponse:
    """For a person or for an enterprise?"""
    return render(request, "identity/register_choose.html", {})


@never_cache
@access("public")
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
    request.session[KEY] = {**_typed(request), who: {**kept, key: values}, "until": until}
    following = [*pages, "mat-khau"][list(pages).index(key) + 1]
    if following == "mat-khau":
        return redirect("identity:register_password", who=who)
    return redirect("identity:register_step", who=who, key=following)


@never_cache
@sensitive_post_parameters("password")
@access("public")
def password(request: HttpRequest, who: str) -> HttpResponse:
    """The last page: a password. The answer is the same whether the number already had an account."""
    if who not in PAGES:
        raise Http404
    if missing := _missing(request, who):
        return redirect("identity:register_step", who=who, key=missing)
    context: dict[str, Any] = {"who": who, **_place(who, "mat-khau")}
    if request.method != "POST":
        return render(request, "identity/register_password.html", context)
    facts = {k: v for page in request.session[KEY][who].values() for k, v in page.items()}
    login = facts.get("citizen_id") or facts.get("tax_number", "")
    chosen, faults = registration.new_password(request.POST, login)
    if faults:
        return render(request, "identity/register_password.html", {**context, "errors": faults}, status=422)
    with even_time():
        _register(who, facts, chosen, client_ip(request))
    del request.session[KEY]
    return redirect("identity:register_done")


@access("public")
def done(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "identity/register_done.html", {})


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
    order = [*PAGES[who], "mat-khau"]
    return {"number": order.index(key) + 1, "total": len(order)}


def _name(key: str) -> str:
    return {"giay-to": "card", "to-chuc": "enterprise", "lien-he": "contact"}[key]
