"""The account's own facts, so that nobody types again what is known."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime


def me_of(request: HttpRequest) -> dict[str, str]:
    """The account as a party: a person, or an enterprise with its representative."""
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
            "verified": "1" if firm.verified else "",
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


def known_of(request: HttpRequest, people: dict[str, Any]) -> dict[str, Any]:
    """What a form may fill in by itself: `person` (the account) and `child` (when one files for one)."""
    known: dict[str, Any] = dict(me_of(request))
    account_id = identity.actor_of(request).account_id
    person = identity.person_of(account_id) if account_id else None
    if person is not None:
        known["address"] = {"commune": person.address_unit, "line": person.address_line}
    child = people.get("owner") if people.get("for") == "child" else None
    return {"person": known, "child": child or {}, "applicant": {"kind": _applicant(known, people)}}


def _applicant(me: dict[str, Any], people: dict[str, Any]) -> str:
    """In the words of forms made from the catalogue: a person, or a body that has a tax number."""
    kind = (people.get("owner") or {}).get("kind") or (
        me["kind"] if people.get("for") == "self" else "citizen"
    )
    return "enterprise" if kind == "enterprise" else "person"
