"""Reads about leave: who is away, and in whose place an officer stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tinhso.foundation.identity.info import CapacityInfo
from tinhso.foundation.identity.models import Leave
from tinhso.foundation.identity.queries import people_of_agency
from tinhso.foundation.worktime.api import today

# What `LeaveInfo` tells, in one question however many are away. Every officer is a person.
_WITH = ("capacity", "account__person", "substitute__person")


@dataclass(frozen=True)
class LeaveInfo:
    """Days of leave, both included. `substitute_id` is None where the agency has nobody else of a role."""

    id: UUID
    capacity_id: UUID
    account_id: UUID
    agency_id: UUID
    name: str
    position: str
    roles: frozenset[str]
    first_day: date
    last_day: date
    substitute_id: UUID | None
    substitute_name: str

    @classmethod
    def of(cls, row: Leave) -> LeaveInfo:
        """From a row whose capacity and people are loaded (`_WITH`)."""
        return cls(
            id=row.pk,
            capacity_id=row.capacity_id,
            account_id=row.account_id,
            agency_id=row.capacity.agency_id,
            name=row.account.person.name,
            position=row.capacity.position,
            roles=frozenset(row.capacity.roles),
            first_day=row.first_day,
            last_day=row.last_day,
            substitute_id=row.substitute_id,
            substitute_name=row.substitute.person.name if row.substitute else "",
        )

    def on(self, day: date) -> bool:
        """True when the day is one of leave."""
        return self.first_day <= day <= self.last_day


def living(first: date, last: date | None = None) -> QuerySet[Leave]:
    """Leave that touches the days."""
    return Leave.objects.filter(cancelled_at=None, first_day__lte=last or first, last_day__gte=first)


def away(agency_id: UUID, on: date | None = None) -> dict[UUID, LeaveInfo]:
    """Who of an agency is on leave on a day (default today), by account."""
    rows = living(on or today()).filter(capacity__agency_id=agency_id).select_related(*_WITH)
    return {row.account_id: LeaveInfo.of(row) for row in rows}


def stood_in_for(account_id: UUID, agency_id: UUID, on: date | None = None) -> QuerySet[Any, Any]:
    """The accounts in whose place this officer stands in the agency, as values that a filter takes in one query.

    An officer who is away themselves stands in for nobody.
    """
    day = on or today()
    gone = living(day).filter(account_id=account_id, capacity__agency_id=agency_id)
    found = living(day).filter(substitute_id=account_id, capacity__agency_id=agency_id)
    return found.exclude(substitute_id__in=gone.values("account_id")).values("account_id")


def standing_in(account_id: UUID, agency_id: UUID, on: date | None = None) -> list[LeaveInfo]:
    """For whom an officer stands in on a day, the first to come back first."""
    rows = living(on or today()).filter(substitute_id=account_id, capacity__agency_id=agency_id)
    return [LeaveInfo.of(row) for row in rows.select_related(*_WITH).order_by("last_day", "id")]


def leaves_of_agency(agency_id: UUID) -> list[LeaveInfo]:
    """Leave of today and later in an agency, the next first."""
    rows = Leave.objects.filter(cancelled_at=None, last_day__gte=today(), capacity__agency_id=agency_id)
    return [LeaveInfo.of(row) for row in rows.select_related(*_WITH).order_by("first_day", "id")]


def possible_substitutes(
    account_id: UUID,
    agency_id: UUID,
    roles: frozenset[str],
    first: date,
    last: date,
    *,
    among: Iterable[CapacityInfo] | None = None,
) -> list[tuple[UUID, str]]:
    """Colleagues of the agency with one of the roles on all the days and no leave then, in Vietnamese order.

    `among`: the agency's people, where the caller has read them already.
    """
    gone = set(living(first, last).values_list("account_id", flat=True))
    return [
        (one.account_id, f"{one.name} · {one.position}")
        for one in (people_of_agency(agency_id) if among is None else among)
        if one.account_id not in gone | {account_id}
        and one.roles & roles
        and one.lives_on(first)
        and one.lives_on(last)
    ]
