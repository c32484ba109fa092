"""Reads about leave: who is away, and in whose place an officer stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tinhso.foundation.identity.models import Capacity, Leave
from tinhso.foundation.identity.queries import has_words
from tinhso.foundation.worktime.api import today
from tinhso.lib.cut import Cut, cut, paged
from tinhso.lib.text import clean

# What `LeaveInfo` tells, in one question however many are away. Every officer is a person.
_WITH = ("capacity", "account__person", "substitute__person")
PAGE = 30
# So many people are offered at once; where there are more, the others are found by name.
MOST = 50


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


def leaves_page(
    agencies: Collection[UUID], account_id: UUID | None = None, after: str = ""
) -> Cut[LeaveInfo]:
    """One page of the leave of today and later in these agencies (of one officer alone), the next first.

    `after`: id of the last page's last row.
    """
    rows = Leave.objects.filter(cancelled_at=None, last_day__gte=today(), capacity__agency_id__in=agencies)
    if account_id is not None:
        rows = rows.filter(account_id=account_id)
    last = _row(after)
    if last is not None:
        rows = rows.filter(Q(first_day__gt=last.first_day) | Q(first_day=last.first_day, id__gt=last.pk))
    found = list(rows.select_related(*_WITH).order_by("first_day", "id")[: PAGE + 1])
    return paged(map(LeaveInfo.of, found[:PAGE]), str(found[PAGE - 1].pk) if len(found) > PAGE else "")


def leave_of(text: str) -> LeaveInfo | None:
    """The leave of today or later with this id; None when there is none."""
    row = _row(text, *_WITH)
    return LeaveInfo.of(row) if row and row.cancelled_at is None and row.last_day >= today() else None


def able_to_stand_in(
    account_id: UUID, agency_id: UUID, roles: Collection[str], first: date, last: date
) -> QuerySet[Capacity]:
    """Capacities of colleagues of the agency with one of the roles on all the days who have no leave then."""
    gone = living(first, last).filter(account__capacities__agency_id=agency_id)
    able = Capacity.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=last),
        agency_id=agency_id,
        awaiting=False,
        roles__overlap=sorted(roles),
        valid_from__lte=first,
    )
    return able.exclude(account_id=account_id).exclude(account_id__in=gone.values("account_id"))


def possible_substitutes(
    account_id: UUID,
    agency_id: UUID,
    roles: Collection[str],
    first: date,
    last: date,
    *,
    text: str = "",
) -> Cut[tuple[UUID, str]]:
    """The first of them in Vietnamese order: account, and name with position; `text`: words of the name."""
    able = able_to_stand_in(account_id, agency_id, roles, first, last)
    return named(able, "account_id", text)


def people_to_choose(agencies: Collection[UUID], text: str = "") -> Cut[tuple[UUID, str, UUID]]:
    """The first capacities of today in these agencies: id, name with position, agency; `text`: words of the name."""
    day = today()
    living_ones = Capacity.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), agency_id__in=agencies, awaiting=False, valid_from__lte=day
    )
    return named(living_ones, "id", text, "agency_id")


def named(rows: QuerySet[Capacity], key: str, text: str, *more: str) -> Cut[Any]:
    """(`key`, name with position, `more`…) of capacities in the Vietnamese order of names; words as in `has_words`."""
    ordered = rows.order_by("account__person__name_sort_key", "id")
    found = ordered.values_list(key, "account__person__name", "position", *more)
    wanted = has_words(text)
    kept = (one for one in found if wanted(one[1])) if clean(text) else found[: MOST + 1]
    return cut(((one[0], f"{one[1]} · {one[2]}", *one[3:]) for one in islice(kept, MOST + 1)), MOST)


def _row(text: str, *related: str) -> Leave | None:
    try:
        return Leave.objects.select_related(*related).filter(pk=UUID(text)).first() if text else None
    except ValueError:
        return None
