"""A filter over the pairs of agency and dossier: what a pair tells itself, and what is asked of its dossier."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from tinhso.government.dossiers.models import Dossier, Reach, State
from tinhso.government.dossiers.queries.filters import Filter, apply


def narrowed(rows: QuerySet[Reach], wanted: Filter, moment: datetime) -> QuerySet[Reach]:
    """The pairs whose dossiers the filter leaves."""
    plain = {
        "state": wanted.state,
        "channel": wanted.channel,
        "field_code": wanted.field,
        "assisted": wanted.assisted,
    }
    rows = rows.filter(**{key: value for key, value in plain.items() if value not in (None, "")})
    rest = wanted.but(state=None, channel="", field="", assisted=None)
    if rest == Filter():
        return rows
    states = states_of(rest)
    if states:
        # Says nothing new: most of what the dossier would say no to is passed over without it.
        rows = rows.filter(state__in=states)
    dossier = Dossier.objects.order_by().filter(pk=OuterRef("dossier_id"), pk__gte=OuterRef("dossier_id"))
    return rows.filter(one_after_the_other(apply(dossier, rest, moment)))


# The states that a bucket of the statistics can hold (queries/filters.py says which of them it does).
_DONE = (State.DONE, State.RETURNED)
_WORKING = (State.ACCEPTED, State.PROCESSING)
_STATES: dict[str, tuple[State, ...]] = {
    "solved": (*_DONE, State.WITHDRAWN),
    "early": _DONE,
    "on_time": _DONE,
    "on_time_all": (*_DONE, State.WITHDRAWN),
    "overdue": _DONE,
    "withdrawn": (State.WITHDRAWN,),
    "in_process_all": (*_WORKING, State.SUPPLEMENT, State.FINANCIAL, State.STOPPED),
    "in_process": _WORKING,
    "in_process_overdue": _WORKING,
    "supplement": (State.SUPPLEMENT,),
    "paused": (State.FINANCIAL, State.STOPPED),
}


def states_of(wanted: Filter) -> tuple[State, ...]:
    """The only states that dossiers under the filter can be in; empty where it may be any."""
    return _STATES.get(wanted.bucket, ())


def one_after_the_other(rows: QuerySet[Any]) -> Coalesce:
    """Whether there is one, asked of one pair after the other until the page is full.

    The planner takes what is at work and in such a state for two rare things at once, thinks there is little, and
    would read all of it; so it is given no other way.
    """
    return Coalesce(Exists(rows), Value(False))
