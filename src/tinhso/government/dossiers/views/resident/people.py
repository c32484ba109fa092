"""Who files, and for whom: owner, filer and authorised person are kept apart from the first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers.actions.drafts import save_draft
from tinhso.government.dossiers.rules.people import ask, read, with_filer
from tinhso.government.dossiers.views.resident import drafting, pending


@require_http_methods(["GET", "POST"])
@identity.access("public")
def people(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Ask for whom; the filer's own facts come from the account and are not typed again."""
    if not pending.signed_in(request):
        return pending.keep_and_login(request)
    filing = drafting.open_filing(request, draft_id)
    actor = identity.actor_of(request)
    me = _me(request)
    saved: dict[str, Any] = dict(filing.draft.people or {})
    typed: Mapping[str, Any] = request.POST if request.method == "POST" else (pending.take_up(request) or {})
    values, errors = ask(saved, me), {}
    if typed:
        answer, errors = read(typed, worktime.today(), filing.version.content.on_behalf)
        values = {**values, **{k: v for k, v in typed.items() if k != "csrfmiddlewaretoken"}}
        if not errors:
            save_draft(actor, draft_id, page=drafting.PEOPLE, people=with_filer(answer, me))
            return HttpResponseRedirect(drafting.open_filing(request, draft_id).after(drafting.PEOPLE))
    page = drafting.context(
        filing,
        drafting.PEOPLE,
        values=values,
        errors=errors,
        me=me,
        on_behalf=filing.version.content.on_behalf,
    )
    return render(request, "dossiers/resident/people.html", page, status=422 if errors else 200)


def _me(request: HttpRequest) -> dict[str, str]:
    """The account's own facts as a party: a person, or an enterprise with its representative."""
    account_id = identity.actor_of(request).account_id
    firm = identity.organisation_of(account_id) if account_id else None
    if firm is not None:
        return {
            "kind": "enterprise",
            "name": firm.name,
            "tax_number": firm.tax_number,
            "representative": firm.representative,
            "phone": firm.phone,
            "email": firm.email,
        }
    person = identity.person_of(account_id) if account_id else None
    if person is None:
        return {"kind": "citizen", "name": ""}
    place = organisation.unit(person.address_unit, worktime.today()) if person.address_unit else None
    return {
        "kind": "citizen",
        "name": person.name,
        "citizen_id": person.citizen_id,
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "phone": person.phone,
        "email": person.email,
        "address": ", ".join(p for p in (person.address_line, place.name if place else "") if p),
        "verified": "1" if person.verified else "",
    }
