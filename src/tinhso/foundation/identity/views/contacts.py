"""Changing how one is reached: telephone, e-mail, address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import actor_of, own_account
from tinhso.foundation.identity.actions.change_address import change_address
from tinhso.foundation.identity.actions.confirm_contact import confirm_contact
from tinhso.foundation.identity.actions.remove_email import remove_email
from tinhso.foundation.identity.actions.request_contact import request_contact
from tinhso.foundation.identity.eid.fresh import proven_by_eid
from tinhso.foundation.identity.forms.fields import line
from tinhso.foundation.identity.queries import organisation_of, pending_contact, person_of
from tinhso.foundation.identity.views.demo import sample_mailbox
from tinhso.foundation.organisation.api import units
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import Invalid, Refused

KINDS = {"dien-thoai": "phone", "thu-dien-tu": "email"}


@never_cache
@sensitive_post_parameters("current")
@access("signed_in")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """A new number or address, and the password."""
    kind = _kind(slug)
    actor = actor_of(request)
    owner = person_of(own_account(actor)) or organisation_of(own_account(actor))
    context: dict[str, Any] = {"kind": kind, "slug": slug, "value": "", "held": getattr(owner, kind, "")}
    context["proven"] = proven_by_eid(actor)
    if request.method != "POST":
        return render(request, "identity/contact.html", context)
    typed = line(request.POST, kind, 254)
    try:
        request_contact(actor, kind, typed, request.POST.get("current", ""))
    except Refused as refused:
        context |= {"value": typed, "errors": {refused.field or kind: str(refused)}}
        return render(request, "identity/contact.html", context, status=refused.status)
    return redirect("identity:confirm_contact", slug=slug)


@never_cache
@access("signed_in")
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """The code that was sent there."""
    kind = _kind(slug)
    actor = actor_of(request)
    waiting = pending_contact(own_account(actor), kind)
    if not waiting:
        return redirect("identity:contact", slug=slug)
    context: dict[str, Any] = {"kind": kind, "slug": slug, "waiting": waiting}
    context["mailbox"] = sample_mailbox(request)
    if request.method != "POST":
        return render(request, "identity/contact_code.html", context)
    code = request.POST.get("code", "")[:40]
    try:
        confirm_contact(actor, kind, code)
    except Refused as refused:
        context |= {"code": code, "errors": {"code": str(refused)}}
        return render(request, "identity/contact_code.html", context, status=refused.status)
    messages.success(request, _("Đã đổi. Từ nay chúng tôi báo tin cho bạn ở địa chỉ mới."))
    return redirect("identity:account")


@require_POST
@access("signed_in")
def drop_email(request: HttpRequest) -> HttpResponse:
    """Take the e-mail address out."""
    remove_email(actor_of(request))
    messages.success(request, _("Đã bỏ địa chỉ thư điện tử."))
    return redirect("identity:account")


@never_cache
@access("signed_in")
def address(request: HttpRequest) -> HttpResponse:
    """Where one lives."""
    actor = actor_of(request)
    person = person_of(own_account(actor))
    if person is None:
        raise Http404
    values = {"address_unit": person.address_unit, "address_line": person.address_line}
    communes = [(unit.code, unit.name) for unit in units(today(), level="commune")]
    context: dict[str, Any] = {"values": values, "communes": communes}
    if request.method != "POST":
        return render(request, "identity/address.html", context)
    values = {
        "address_unit": request.POST.get("address_unit", ""),
        "address_line": line(request.POST, "address_line"),
    }
    try:
        change_address(actor, **_arguments(values))
    except Invalid as invalid:
        context |= {"values": values, "errors": {error.field: error.message for error in invalid.errors}}
        return render(request, "identity/address.html", context, status=invalid.status)
    messages.success(request, _("Đã đổi địa chỉ."))
    return redirect("identity:account")


def _arguments(values: dict[str, str]) -> dict[str, str]:
    return {"unit_code": values["address_unit"], "line": values["address_line"]}


def _kind(slug: str) -> str:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]
