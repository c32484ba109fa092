"""Lists of documents, targets and tasks: keyset-paged, found by words without diacritics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Case, DurationField, ExpressionWrapper, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Extract

from tinhso.foundation.organisation.api import matters_of
from tinhso.foundation.worktime.api import now
from tinhso.government.directives import access
from tinhso.government.directives.models import Document, Target, Task
from tinhso.government.directives.rules import moves
from tinhso.government.directives.rules.standing import REMIND, TABLE
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut, paged
from tinhso.lib.keyset import newest_first
from tinhso.lib.text import clean, fold

COUNTED = 1000
# Whose tasks, and which of them; the office's board and every list show the latest deadline's fault first.
SCOPES = ("mine", "given", "all")
KINDS = ("open", "overdue", "at_risk", "soon", "unread", "reported", "closed")


@dataclass(frozen=True)
class Wanted:
    """What a list of tasks is narrowed to."""

    scope: str = "all"
    kind: str = "open"
    text: str = ""
    agency_id: UUID | None = None
    document_id: UUID | None = None


def documents(
    actor: Actor, *, text: str = "", kind: str = "", after: str = "", limit: int = 30
) -> Cut[Document]:
    """One page of documents, the newest first."""
    rows = access.documents(actor)
    if kind:
        rows = rows.filter(kind=kind)
    return newest_first(_with_words(rows, text), "placed_on", after, limit)


def tasks(actor: Actor, wanted: Wanted, after: str = "", limit: int = 30) -> Cut[Task]:
    """One page of tasks: the earliest deadline first; closed ones newest first."""
    rows = narrowed(actor, wanted).select_related("document", "lead")
    if wanted.kind == "closed":
        return newest_first(rows, "closed_at", after, limit)
    return _soonest(rows, after, limit)


def narrowed(actor: Actor, wanted: Wanted) -> QuerySet[Task]:
    """The rows of a list of tasks."""
    rows = access.tasks(actor)
    if wanted.scope == "mine":
        rows = rows.filter(matters_of(actor.agency_id, "lead_id"))
    elif wanted.scope == "given":
        rows = rows.filter(assigned_by_id=actor.account_id)
    if wanted.agency_id is not None:
        rows = rows.filter(matters_of(wanted.agency_id, "lead_id"))
    if wanted.document_id is not None:
        rows = rows.filter(document_id=wanted.document_id)
    return _with_words(of_kind(rows, wanted.kind, now()), wanted.text)


def of_kind(rows: QuerySet[Task], kind: str, moment: datetime) -> QuerySet[Task]:
    """Those of one kind; the same table as `rules.standing`, asked of the database."""
    if kind == "closed":
        return rows.filter(closed_at__isnull=False)
    rows = rows.filter(closed_at=None)
    if kind == "unread":
        return rows.filter(state=moves.ASSIGNED)
    if kind == "reported":
        return rows.filter(state=moves.REPORTED)
    in_time = Q(state=moves.REPORTED, reported_at__lte=F("due_at"))
    late = Q(due_at__lt=moment)
    if kind == "overdue":
        return rows.filter(late).exclude(in_time)
    if kind == "at_risk":
        return _used(rows.exclude(in_time).exclude(late), moment).filter(progress__lt=F("needed"))
    if kind == "soon":
        near = rows.exclude(in_time).exclude(late).filter(due_at__lte=moment + timedelta(days=max(REMIND)))
        return _used(near, moment).filter(progress__gte=F("needed"))
    return rows


def _used(rows: QuerySet[Task], moment: datetime) -> QuerySet[Task]:
    """With the percentage of the time that is used, and the progress that must be reported by then."""

    def seconds(last: object) -> Extract:
        return Extract(ExpressionWrapper(last - F("assigned_at"), DurationField()), "epoch")  # type: ignore[operator]

    share = ExpressionWrapper(100.0 * seconds(Value(moment)) / seconds(F("due_at")), FloatField())
    table = (When(share__gte=float(begin), then=Value(least)) for begin, least in reversed(TABLE))
    return rows.annotate(share=share).annotate(needed=Case(*table, default=Value(0)))


def counts(actor: Actor, wanted: Wanted) -> Mapping[str, int]:
    """How many each kind holds, counted to `COUNTED` + 1."""
    found = {}
    for kind in KINDS:
        rows = narrowed(actor, Wanted(wanted.scope, kind, wanted.text, wanted.agency_id, wanted.document_id))
        found[kind] = rows.order_by()[: COUNTED + 1].count()
    return found


def targets(actor: Actor, *, text: str = "", after: str = "", limit: int = 30) -> Cut[Target]:
    """One page of the targets of documents that one may read, the newest first."""
    rows = Target.objects.filter(document__in=access.documents(actor)).select_related("document", "owner")
    rows = rows.prefetch_related("years", "declarations", "tallies")
    for word in fold(clean(text)[:100]).split():
        rows = rows.filter(Q(document__search__contains=word) | Q(name__icontains=word))
    return newest_first(rows, "created_at", after, limit)


def _with_words(rows: QuerySet, text: str) -> QuerySet:  # type: ignore[type-arg]
    for word in fold(clean(text)[:100]).split():
        rows = rows.filter(search__contains=word)
    return rows


def _soonest(rows: QuerySet[Task], after: str, limit: int) -> Cut[Task]:
    """One page by the deadline; `after` is the key of the last page's last row."""
    place = _place(after)
    if place is not None:
        due, key = place
        rows = rows.filter(Q(due_at__gte=due), Q(due_at__gt=due) | Q(due_at=due, pk__gt=key))
    found = list(rows.order_by("due_at", "pk")[: limit + 1])
    return paged(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def _place(after: str) -> tuple[datetime, UUID] | None:
    try:
        return Task.objects.filter(pk=after).values_list("due_at", "pk").first() if after else None
    except (ValueError, ValidationError):
        return None
