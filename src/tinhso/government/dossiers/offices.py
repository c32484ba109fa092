"""For which agencies an officer acts: their own, and the abolished ones that it continues.

A dossier and its steps keep the agencies under which they were made, so that history names them and no code
changes. Whose matters they are today is asked here: one dossier by `now_of`, many at once by
`matters_of`, both of the organisation room.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, Q, QuerySet, Value

from tinhso.foundation.identity.api import accounts_in_role, stood_in_for
from tinhso.foundation.organisation.api import inherited, matters_of, now_of, shares
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers.models import Dossier, Reach, Step, Transfer
from tinhso.lib.actor import Actor

# The key of the step in which a desk takes paper over from another.
PASSED_IN = "transfer_in"


def heir_of(dossier_id: str, agency_id: UUID) -> UUID | None:
    """The agency that has this dossier's matter of an abolished one; None for an unknown dossier."""
    unit = Dossier.objects.filter(pk=dossier_id).values_list("unit_code", flat=True).first()
    return None if unit is None else now_of(agency_id, unit)


def acts_for(actor: Actor, agency_id: UUID | None, unit_code: str) -> bool:
    """True when the actor's agency is this one, or has its matters of the unit now."""
    if agency_id is None or actor.agency_id is None:
        return False
    return agency_id == actor.agency_id or now_of(agency_id, unit_code) == actor.agency_id


def of_desk(actor: Actor, dossier: Dossier) -> bool:
    """True when the actor's agency received the dossier, took its paper over or decides it, or continues such."""
    ids = (dossier.received_at_id, dossier.competent_id, passed_to(dossier))
    return any(acts_for(actor, i, dossier.unit_code) for i in ids)


def passed_to(dossier: Dossier) -> UUID | None:
    """The desk that took the paper over from the one where the person came; None where it never left."""
    if dossier.transfer == Transfer.NONE:
        return None
    taken = dossier.steps.filter(key=PASSED_IN, done_at__isnull=False, outcome="arrived")
    return taken.values_list("agency_id", flat=True).first()


def return_desk(dossier: Dossier, on: date | None = None) -> UUID:
    """Where the result comes out: at the desk that took the paper over, as long as it has not gone back."""
    here = passed_to(dossier) if dossier.transfer == Transfer.PROCESSING else None
    return now_of(here or dossier.received_at_id, dossier.unit_code, on)


def pairs_one_by_one(agency_id: UUID) -> list[Q]:
    """The same of pairs, as conditions of one agency each: rows are then read from an index in its order."""
    whole, split = shares(agency_id)
    return [Q(agency_id=one) for one in whole] + [Q(agency_id=part) & units for part, units in split]


def pairs_of(agency_id: UUID | None) -> Q:
    """The same of pairs, as one look at an index that holds all that is asked."""
    if agency_id is None:
        return Q(pk__in=[])
    whole, split = shares(agency_id)
    # The first says nothing new: it is the one condition by which the index is read.
    return Q(agency_id__in=[*whole, *(part for part, _units in split)]) & matters_of(agency_id, "agency_id")


def with_row_of(agency_id: UUID, rows: QuerySet[Any]) -> Q:
    """Dossiers that have one of the rows (already tied to the dossier) at the agency, or at one it continues.

    The units are compared outside, so that each subquery is a plain look at one agency's rows.
    """
    whole, split = shares(agency_id)
    found = Q(Exists(rows.filter(agency_id__in=whole)))
    for part, units in split:
        found |= units & Q(Exists(rows.filter(agency_id=part)))
    return found


def every_of(agency_id: UUID) -> QuerySet[Any, Any]:
    """The ids of all dossiers that the agency received, helped, decides, worked on or was asked about.

    Read from the pairs that the database keeps (`Reach`), by the agency's own rows: however many dossiers the
    others have. Ids may come twice.
    """
    return Reach.objects.order_by().filter(matters_of(agency_id, "agency_id")).values("dossier_id")


def open_to(actor: Actor) -> Q:
    """Steps that the actor may do as far as persons go: free, own, of somebody on leave, left at the boundary.

    A step of an abolished agency whose taker does not carry its role in the continuing agency waits for
    everybody there: a waiting dossier is always somebody's.
    """
    found = Q(account_id=None) | held_by(actor)
    if actor.agency_id is None or not inherited(actor.agency_id):
        return found
    for role in sorted(actor.roles):
        here = accounts_in_role(actor.agency_id, role)
        found |= Q(role=role) & ~Q(agency_id=actor.agency_id) & ~Q(account_id__in=here)
    return found


def shape_of(actor: Actor) -> tuple[Hashable, ...]:
    """What the conditions of an officer's lists depend on beside the account: for `lib.composed`."""
    agency_id, day = actor.agency_id, today()
    took_over = inherited(agency_id) if agency_id is not None else ()
    return (actor.kind, agency_id, actor.roles, took_over, day)


def held_by(actor: Actor) -> Q:
    """Steps that the actor holds, or that somebody on leave holds in whose place the actor stands in this agency."""
    own = Q(account_id=actor.account_id)
    if actor.account_id is None or actor.agency_id is None:
        return own
    absent = ArraySubquery(stood_in_for(actor.account_id, actor.agency_id).order_by())
    return Q(OneOf(F("account_id"), Func(absent, Value(actor.account_id), function="array_append")))


class OneOf(Func):
    """True when the first is one of an array that is read once and can be looked up in an index."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def stands_in(actor: Actor, account_id: UUID | None) -> bool:
    """True when the actor stands in today for this officer, who is on leave."""
    if None in (actor.account_id, actor.agency_id, account_id) or account_id == actor.account_id:
        return False
    assert actor.account_id is not None
    assert actor.agency_id is not None
    return stood_in_for(actor.account_id, actor.agency_id).filter(account_id=account_id).exists()


def is_open_to(actor: Actor, step: Step) -> bool:
    """The same of one step."""
    if step.account_id is None or step.account_id == actor.account_id or stands_in(actor, step.account_id):
        return True
    if actor.agency_id is None or step.agency_id == actor.agency_id:
        return False
    return not accounts_in_role(actor.agency_id, step.role).filter(account_id=step.account_id).exists()
