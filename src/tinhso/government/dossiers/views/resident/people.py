"""Who files, for whom, and how to reach them: one question a page, owner and filer kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers.actions.drafts import save_draft
from tinhso.government.dossiers.rules import people as rules
from tinhso.government.dossiers.views.resident import clash, drafting, pending, steps
from tinhso.government.dossiers.views.resident.account import me_of
from tinhso.government.dossiers.views.resident.doors import of_draft


@require_http_methods(["GET", "POST"])
@identity.access("public")
@of_draft("track")
def whom(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """For whom does one file."""
    filing, typed = drafting.open_filing(request, draft_id), _typed(request)
    errors: dict[str, str] = {}
    if typed:
        chosen, errors = rules.read_whom(typed, filing.choices)
        if not errors:
            return _keep(request, filing, typed, steps.WHOM, whom=chosen)
    return _page(request, filing, steps.WHOM, typed, errors)


@require_http_methods(["GET", "POST"])
@identity.access("public")
@of_draft("track")
def owner(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The child, the person who gave the mandate, or the enterprise: only the questions of that choice."""
    filing, typed = drafting.open_filing(request, draft_id), _typed(request)
    if filing.whom in ("", "self"):
        return HttpResponseRedirect(filing.first_open())
    errors: dict[str, str] = {}
    if typed:
        found, mandate, errors = rules.read_owner(filing.whom, typed, worktime.today())
        if not errors:
            return _keep(request, filing, typed, steps.OWNER, owner=found, mandate=mandate)
    return _page(request, filing, steps.OWNER, typed, errors)


@require_http_methods(["GET", "POST"])
@identity.access("public")
@of_draft("track")
def contact(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Telephone and address for news of the dossier; the rest is taken from the account."""
    filing, typed = drafting.open_filing(request, draft_id), _typed(request)
    errors: dict[str, str] = {}
    if typed:
        found, errors = rules.read_contact(typed)
        if not errors:
            return _keep(request, filing, typed, steps.CONTACT, contact=found)
    return _page(request, filing, steps.CONTACT, typed, errors)


def _typed(request: HttpRequest) -> Mapping[str, Any]:
    return request.POST if request.method == "POST" else (pending.take_up(request) or {})


def _keep(
    request: HttpRequest, filing: drafting.Filing, typed: Mapping[str, Any], key: str, **answer: Any
) -> HttpResponse:
    me, before = me_of(request), filing.draft.people or {}
    people = rules.assemble(before, me, **{"whom": filing.whom, **answer})
    if clash.changed(typed, filing.draft.version, filing.part(key)):
        rows = _rows(filing, key, rules.ask(before, me), rules.ask(people, me))
        if rows:
            return _page(request, filing, key, typed, {}, clash.Clash(filing.draft.saved_at, rows))
    version = filing.draft.version
    save_draft(identity.actor_of(request), filing.draft.pk, page=key, people=people, expected_version=version)
    return drafting.go_on(request, filing.draft.pk, key)


def _rows(
    filing: drafting.Filing, key: str, saved: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    """The answers of one of these pages that differ, in words."""
    asked = {
        steps.WHOM: {"for": _("Bạn nộp cho ai?")},
        steps.OWNER: {
            "owner.name": _("Họ tên, tên tổ chức"),
            "owner.citizen_id": _("Số định danh cá nhân"),
            "owner.tax_number": _("Mã số thuế"),
            "owner.birth_date": _("Ngày sinh"),
            "owner.address": _("Địa chỉ"),
            "mandate": _("Giấy ủy quyền"),
        },
        steps.CONTACT: {
            "phone": _("Số điện thoại"),
            "email": _("Thư điện tử"),
            "address": _("Địa chỉ liên hệ"),
        },
    }[key]
    chosen = {"self": _("Cho chính tôi"), **{whom: str(title) for whom, title in steps.OWNERS.items()}}

    def said(side: Mapping[str, Any], name: str) -> str:
        return chosen.get(str(side[name]), "") if name == "for" else str(side[name])

    return clash.differing((question, said(saved, name), said(new, name)) for name, question in asked.items())


def _page(
    request: HttpRequest,
    filing: drafting.Filing,
    key: str,
    typed: Mapping[str, Any],
    errors: dict[str, str],
    told: clash.Clash | None = None,
) -> HttpResponse:
    me = me_of(request)
    values = rules.ask(filing.draft.people or {}, me)
    page = drafting.context(
        filing,
        key,
        values=rules.shown(values, typed) if typed else values,
        errors=errors,
        me=me,
        whom=filing.whom,
        clash=told,
    )
    template = {steps.WHOM: "whom", steps.OWNER: "owner", steps.CONTACT: "contact"}[key]
    return render(
        request, f"dossiers/resident/{template}.html", page, status=409 if told else 422 if errors else 200
    )
