"""Checking a card at the desk."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import actor_of
from tinhso.foundation.identity.actions.change_facts import (
    ask_fact_change,
    confirm_fact_change,
    drop_fact_change,
)
from tinhso.foundation.identity.actions.throttle import throttle
from tinhso.foundation.identity.actions.verify_person import (
    DESK_ROLES,
    release_login,
    verify_organisation,
    verify_person,
)
from tinhso.foundation.identity.forms.fields import date_fault, day, faults_of, line, once, typed_date
from tinhso.foundation.identity.info import PersonInfo
from tinhso.foundation.identity.models import Account
from tinhso.foundation.identity.queries import fact_changes, organisation_of, person_of
from tinhso.foundation.identity.rules.logins import normalise_login
from tinhso.foundation.identity.rules.masking import mask_contact
from tinhso.foundation.identity.rules.names import name_fault
from tinhso.foundation.records.api import Subject, look_once, record_look
from tinhso.lib.errors import Refused

# More cards than a desk sees, fewer than somebody trying numbers would need.
FINDS, FIND_SECONDS = 30, 600


@never_cache
@access("officer", roles=DESK_ROLES)
def find(request: HttpRequest) -> HttpResponse:
    """Find an account by the whole number on the card, never by part of it; a hit is a look the person sees."""
    actor = actor_of(request)
    agency_id = actor.agency_id
    assert agency_id is not None
    if request.method != "POST":
        return render(request, "identity/desk_find.html", {"number": "", "waiting": fact_changes(agency_id)})
    throttle(f"desk-find:{actor.account_id}", FINDS, FIND_SECONDS)
    number = normalise_login(line(request.POST, "number", 40))
    account = Account.objects.filter(login=number, kind=Account.Kind.RESIDENT, is_active=True).first()
    if account is None:
        errors = {"number": _("Không có tài khoản nào với số này. Người dân có thể tự đăng ký.")}
        context = {"number": number, "errors": errors, "waiting": fact_changes(agency_id)}
        return render(request, "identity/desk_find.html", context, status=404)
    look_once(actor, Subject("account", account.pk), "number_search")
    return redirect("identity:desk_check", account_id=account.pk)


@never_cache
@access("officer", roles=DESK_ROLES)
def check(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Compare the claim with the card; the look is recorded and shown to the person."""
    actor = actor_of(request)
    person, organisation = person_of(account_id), organisation_of(account_id)
    if person is None and organisation is None:
        raise Http404
    if not Account.objects.filter(pk=account_id, kind=Account.Kind.RESIDENT, is_active=True).exists():
        raise Http404
    record_look(actor, Subject("account", account_id), "account")
    context: dict[str, Any] = {"person": person, "organisation": organisation, "account_id": account_id}
    context["change"] = next((c for c in fact_changes(actor.agency_id) if c.account_id == account_id), None)
    context["own_change"] = (
        bool(context["change"]) and context["change"].asked_by.account_id == actor.account_id
    )
    known = person or organisation
    context["contact"] = mask_contact((known.phone or known.email) if known else "")
    if request.method != "POST":
        return render(request, "identity/desk_check.html", context)
    try:
        if known is not None and not known.verified and request.POST.get("own") != "1":
            # Whoever knew the number may have opened it: the card proves the person, not whose account it is.
            ask = _("Hãy hỏi người có thẻ. Nếu tài khoản không phải của họ, hãy đóng nó ở cuối trang.")
            raise Refused("account_not_owned", ask, field="own")
        if organisation is not None:
            verify_organisation(actor, account_id)
        else:
            name, birth = line(request.POST, "name", 120), day(request.POST, "birth_date")
            if fault := name_fault(name):
                raise Refused("invalid", fault, field="name")
            if birth is None:
                told = date_fault(request.POST, "birth_date", _("Hãy nhập ngày sinh như trên thẻ căn cước."))
                raise Refused("invalid", told or "", field="birth_date")
            sex = request.POST.get("sex", "")
            sex = sex if sex in ("male", "female") else ""
            if person is not None and person.verified and _differs(person, name, birth, sex):
                ask_fact_change(
                    actor,
                    account_id,
                    name=name,
                    birth_date=birth,
                    sex=sex or person.sex,
                    reason=line(request.POST, "reason", 500),
                )
                told = _("Đã ghi đề nghị sửa. Một cán bộ khác của cơ quan phải xác nhận thì mới có hiệu lực.")
                messages.success(request, told)
                return redirect("identity:desk_check", account_id=account_id)
            verify_person(actor, account_id, name=name, birth_date=birth, sex=sex or None)
    except Refused as refused:
        context |= {"errors": faults_of(refused, "name"), "typed": request.POST}
        context["summary"] = once(context["errors"])
        context["typed_birth"] = typed_date(request.POST, "birth_date")
        return render(request, "identity/desk_check.html", context, status=refused.status)
    messages.success(request, _("Đã xác minh tài khoản."))
    return redirect("identity:desk_find")


@require_POST
@access("officer", roles=DESK_ROLES)
def change(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Confirm or drop a change of verified facts that a colleague asked for."""
    actor = actor_of(request)
    if request.POST.get("answer") == "confirm":
        confirm_fact_change(actor, account_id)
        messages.success(request, _("Đã sửa thông tin và báo cho người dân."))
    else:
        drop_fact_change(actor, account_id)
        messages.success(request, _("Đã bỏ đề nghị sửa. Thông tin cũ giữ nguyên."))
    return redirect("identity:desk_find")


def _differs(person: PersonInfo, name: str, birth_date: date, sex: str) -> bool:
    return (person.name, person.birth_date, person.sex) != (name, birth_date, sex or person.sex)


@require_POST
@access("officer", roles=DESK_ROLES)
def release(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Close an account that a stranger opened with this person's number."""
    release_login(actor_of(request), account_id)
    messages.success(request, _("Đã đóng tài khoản. Người dân có thể đăng ký lại bằng số của mình."))
    return redirect("identity:desk_find")
