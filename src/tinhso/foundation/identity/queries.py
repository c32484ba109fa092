"""Reads of identity."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tinhso.foundation.identity.info import CapacityInfo, OrganisationInfo, PersonInfo
from tinhso.foundation.identity.models import (
    Account,
    ApiToken,
    Capacity,
    ContactChange,
    FactChange,
    Organisation,
    Person,
)
from tinhso.foundation.worktime.api import now, today
from tinhso.lib.actor import Actor
from tinhso.lib.prepared import prepared
from tinhso.lib.text import clean, fold


def _living(on: date) -> QuerySet[Capacity]:
    """Capacities that hold on a day (its last day included) of accounts that are open.

    None outlives its agency where somebody continues it: they have its work, and its officers no longer read or
    sign for it. While nobody is named to continue it they stay, so that what waits there is somebody's.
    """
    outlived = Capacity.objects.filter(
        pk=OuterRef("pk"), agency__valid_to__lt=on, agency__successions__isnull=False
    )
    return Capacity.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        ~Exists(outlived),
        valid_from__lte=on,
        account__is_active=True,
        awaiting=False,
    )


# Asked with every request of somebody who is signed in; a row without a capacity names who has none.
_WHO = """
SELECT coalesce(p.name, o.name, ''), c.id, c.agency_id, c.roles, c.position, c.valid_from, c.valid_to
FROM identity_account a
LEFT JOIN identity_person p ON p.account_id = a.id
LEFT JOIN identity_organisation o ON o.account_id = a.id
LEFT JOIN identity_capacity c ON c.account_id = a.id AND a.is_active AND NOT c.awaiting
    AND c.valid_from <= %s AND (c.valid_to IS NULL OR c.valid_to >= %s)
    AND NOT EXISTS (
        SELECT 1 FROM organisation_agency g JOIN organisation_agency_succession s ON s.predecessor_id = g.id
        WHERE g.id = c.agency_id AND g.valid_to < %s)
WHERE a.id = %s ORDER BY c.valid_from, c.id
"""


def who_acts(account_id: UUID, on: date | None = None) -> tuple[str, list[CapacityInfo]]:
    """The name of an account, and the capacities in which it may act on a day, the oldest first."""
    day = on or today()
    with prepared() as cursor:
        cursor.execute(_WHO, [day, day, day, account_id])
        rows = cursor.fetchall()
    living = [
        CapacityInfo(ident, account_id, agency_id, name, position, frozenset(roles), first, last)
        for name, ident, agency_id, roles, position, first, last in rows
        if ident is not None
    ]
    return (rows[0][0] if rows else ""), living


def capacities(account_id: UUID, on: date | None = None) -> list[CapacityInfo]:
    """The capacities of an account that live on a day (today when not given), the oldest first."""
    found = _living(on or today()).filter(account_id=account_id)
    return [CapacityInfo.of(c) for c in found.select_related("account__person").order_by("valid_from", "id")]


def capacity(capacity_id: UUID) -> CapacityInfo | None:
    """One capacity, living or past; None when there is none with this id."""
    found = Capacity.objects.select_related("account__person").filter(pk=capacity_id).first()
    return CapacityInfo.of(found) if found else None


def offered_capacities(account_id: UUID) -> list[CapacityInfo]:
    """What other agencies offer an officer and waits for an answer, the oldest first."""
    found = Capacity.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today()), account_id=account_id, awaiting=True
    )
    return [CapacityInfo.of(c) for c in found.select_related("account__person").order_by("valid_from", "id")]


def people_in_role(
    agency_id: UUID, role: str, on: date | None = None, *, accounts: Collection[UUID] | None = None
) -> list[CapacityInfo]:
    """Who carries a role in an agency on a day, in the Vietnamese order of names; `accounts`: of these alone."""
    found = _living(on or today()).filter(agency_id=agency_id, roles__contains=[role])
    if accounts is not None:
        found = found.filter(account_id__in=accounts)
    ordered = found.select_related("account__person").order_by("account__person__name_sort_key", "id")
    return [CapacityInfo.of(c) for c in ordered]


def accounts_in_role(agency_id: UUID, role: str, on: date | None = None) -> QuerySet[Any, Any]:
    """The accounts of who carries a role in an agency on a day, as values that a filter takes in one query."""
    return _living(on or today()).filter(agency_id=agency_id, roles__contains=[role]).values("account_id")


def names_in_role(
    agency_id: UUID, role: str, on: date | None = None, *, text: str = ""
) -> list[tuple[UUID, str]]:
    """The account and name of each of them in the same order, for a choice among thousands.

    `text`: words of the name, with or without diacritics and in any order.
    """
    found = accounts_in_role(agency_id, role, on).order_by("account__person__name_sort_key", "id")
    wanted = has_words(text)
    rows = found.values_list("account_id", "account__person__name")
    return [(account, name or "") for account, name in rows if wanted(name)]


def has_words(text: str) -> Callable[[str | None], bool]:
    """Whether a name holds all the words, with or without diacritics and in any order; every one holds none."""
    wanted = fold(clean(text)[:100]).split()
    if not wanted:
        return lambda _name: True

    def holds(name: str | None) -> bool:
        folded = fold(name or "")
        return all(word in folded for word in wanted)

    return holds


def people_of_agency(agency_id: UUID) -> list[CapacityInfo]:
    """Every capacity of an agency, living ones first, then in the Vietnamese order of names."""
    found = Capacity.objects.filter(agency_id=agency_id).select_related("account__person")
    rows = [CapacityInfo.of(c) for c in found.order_by("account__person__name_sort_key", "id")]
    return sorted(rows, key=lambda row: not row.lives_on(today()))


def person_of(account_id: UUID) -> PersonInfo | None:
    """The person behind an account, citizen ID unmasked; None for enterprises, clients, the system."""
    found = Person.objects.filter(account_id=account_id).first()
    return PersonInfo.of(found) if found else None


def person_by_citizen_id(number: str) -> PersonInfo | None:
    """The person of an account with this 12-digit number, for whoever has the card in hand; None when none has."""
    found = Person.objects.filter(citizen_id=number).first() if number else None
    return PersonInfo.of(found) if found else None


def organisation_of(account_id: UUID) -> OrganisationInfo | None:
    """The enterprise behind an account, or None."""
    found = Organisation.objects.filter(account_id=account_id).first()
    return OrganisationInfo.of(found) if found else None


def organisation_by_tax_number(number: str) -> OrganisationInfo | None:
    """The enterprise of an account with this tax number (digits alone); None when none has."""
    found = Organisation.objects.filter(tax_number=number).first() if number else None
    return OrganisationInfo.of(found) if found else None


def person_name(account_id: UUID) -> str:
    """The name to show beside an act of this account; empty when it has none."""
    name = Person.objects.filter(account_id=account_id).values_list("name", flat=True).first()
    if name is None:
        name = Organisation.objects.filter(account_id=account_id).values_list("name", flat=True).first()
    return name or ""


def person_names(account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """`person_name` of several accounts by one question, by two where enterprises are among them."""
    wanted = {one for one in account_ids if one is not None}
    if not wanted:
        return {}
    found = dict(Person.objects.filter(account_id__in=wanted).values_list("account_id", "name"))
    if others := wanted - set(found):
        rows = Organisation.objects.filter(account_id__in=others)
        found |= dict.fromkeys(others, "") | dict(rows.values_list("account_id", "name"))
    return found


# Asked with every request of a program.
_CLIENT = """
SELECT t.id, t.scopes, t.last_used_on, c.account_id, c.agency_id, c.name
FROM identity_apitoken t JOIN identity_apiclient c ON c.id = t.client_id
JOIN identity_account a ON a.id = c.account_id
WHERE t.digest = %s AND t.revoked_at IS NULL AND t.expires_at > %s AND a.is_active
"""


def client_of_token(token: str, ip: str = "") -> Actor | None:
    """The client behind a REST token, or None when it is unknown, expired, revoked or its client closed."""
    digest = hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
    with prepared() as cursor:
        cursor.execute(_CLIENT, [digest, now()])
        row = cursor.fetchone()
    if row is None:
        return None
    ident, scopes, last_used_on, account_id, agency_id, name = row
    if last_used_on != today():
        ApiToken.objects.filter(pk=ident).update(last_used_on=today())
    return Actor(
        kind="client",
        account_id=account_id,
        agency_id=agency_id,
        roles=frozenset(scopes),
        label=name,
        ip=ip,
        session=str(ident),
    )


def fact_changes(agency_id: UUID | None) -> list[FactChange]:
    """The changes of verified facts that wait for a second officer of an agency, the oldest first."""
    if agency_id is None:
        return []
    found = FactChange.objects.filter(agency_id=agency_id).select_related("account__person", "asked_by")
    return list(found.order_by("asked_at", "id"))


def pending_contact(account_id: UUID, kind: str) -> str:
    """The new `phone` or `email` that waits for its code; empty when none does."""
    found = ContactChange.objects.filter(account_id=account_id, kind=kind, expires_at__gt=now()).first()
    return found.value if found else ""


def account_of(login: str) -> UUID | None:
    """The living account of a login (citizen ID, tax number, user name); for the platform's own use."""
    return Account.objects.filter(login=login, is_active=True).values_list("pk", flat=True).first()
