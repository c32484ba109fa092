"""Who files, for whom, and how to reach them: one question a page, owner and filer kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers.actions.drafts import save_draft
from tinhso.government.dossiers.rules import people as rules
from tinhso.government.dossiers.views.resident import drafting, pending
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
        chosen, errors = rules.read_whom(typed, filing.version.content.on_behalf)
        if not errors:
            return _keep(request, filing, drafting.WHOM, whom=chosen)
    return _page(request, filing, drafting.WHOM, typed, errors)


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
            return _keep(request, filing, drafting.OWNER, owner=found, mandate=mandate)
    return _page(request, filing, drafting.OWNER, typed, errors)


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
            return _keep(request, filing, drafting.CONTACT, contact=found)
    return _page(request, filing, drafting.CONTACT, typed, errors)


def _typed(request: HttpRequest) -> Mapping[str, Any]:
    return request.POST if request.method == "POST" else (pending.take_up(request) or {})


def _keep(request: HttpRequest, filing: drafting.Filing, key: str, **answer: Any) -> HttpResponse:
    people = rules.assemble(filing.draft.people or {}, me_of(request), **answer)
    save_draft(identity.actor_of(request), filing.draft.pk, page=key, people=people)
    return drafting.go_on(request, filing.draft.pk, key)


def _page(
    request: HttpRequest,
    filing: drafting.Filing,
    key: str,
    typed: Mapping[str, Any],
    errors: dict[str, str],
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
    )
    template = {drafting.WHOM: "whom", drafting.OWNER: "owner", drafting.CONTACT: "contact"}[key]
    return render(request, f"dossiers/resident/{template}.html", page, status=422 if errors else 200)
