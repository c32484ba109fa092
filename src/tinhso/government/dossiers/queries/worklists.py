"""Worklists of an officer in their capacity, and the counts beside their names."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import matters_of
from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier, Reach, State, Step, Transfer
from tinhso.government.dossiers.offices import OneOf, held_by, open_to, pairs_of, pairs_one_by_one, shape_of
from tinhso.government.dossiers.queries.filters import Filter, apply
from tinhso.government.dossiers.queries.lines import Place, read
from tinhso.government.dossiers.queries.moments import Moments
from tinhso.government.dossiers.queries.paging import Page
from tinhso.government.dossiers.queries.pairs import narrowed, one_after_the_other
from tinhso.government.dossiers.queries.returned import Ended, Waiting, returned_to
from tinhso.government.dossiers.queries.rows import DossierRow, rows_of
from tinhso.lib.actor import Actor
from tinhso.lib.composed import Countable, Given, counted
from tinhso.lib.composed import Value as Compared
from tinhso.lib.errors import NotFound
from tinhso.lib.money import number

NAMES = ("mine", "my_unit", "new", "due_today", "overdue", "waiting_citizen", "silent", "to_sign")
# Counted by open steps of the actor's roles.
OF_STEPS = ("mine", "my_unit", "to_sign")
# Numbers are exact up to here; beyond it "more than" says enough.
COUNTED = 1000
_MOVING_STATES = (State.NEW, State.ACCEPTED, State.PROCESSING)
_MOVING = Q(state__in=_MOVING_STATES)
_SIGNING = Q(kind__in=["approve", "sign"])
# A result that is still on its way between two desks is waited for as well.
_RESULT_AWAY = Q(state=State.DONE, transfer__in=[Transfer.PROCESSING, Transfer.WAITING])


def worklist(
    actor: Actor, name: str, filters: Filter | None = None, *, after: str = "", limit: int = 30
) -> Page[DossierRow]:
    """One page of a worklist, the next due first. Raises NotFound for an unknown list.

    `mine` and `my_unit` hold what waits for the actor's roles in the actor's agency; the others are about
    every dossier that the agency, or one that it continues, received or decides.
    """
    wanted = filters or Filter()
    found = read(
        shape_under(actor, name, wanted),
        lambda given, place: under(given, actor, name, wanted, place),
        "next_due",
        after,
        limit,
        steps=lambda given: _steps(standing(actor, given)),
        values=values_of(actor),
    )
    waiting = {line.id: Waiting.of(line.id, line.step) for line in found.rows if line.step}
    back = returned_to(waiting.values())
    rows = [_with_step(row, waiting.get(row.id), back) for row in rows_of(found.rows)]
    return Page(rows, found.next)


def _with_step(row: DossierRow, step: Waiting | None, back: dict[UUID, Ended]) -> DossierRow:
    """The line with the step that its reader may do, and why it was sent back if it was."""
    if step is None:
        return row
    sent = back.get(step.pk)
    told = {
        "step_id": step.pk,
        "step_name": step.name,
        "step_account": step.account_id,
        "returned": sent.note if sent else "",
        "returned_by": sent.done_by_id if sent else None,
        "rejected": bool(sent and sent.outcome == "rejected"),
    }
    return DossierRow(**(vars(row) | told))


def values_of(actor: Actor) -> dict[str, Compared]:
    """What the conditions of a worklist compare with, beside what is the same for a whole office."""
    values: dict[str, Compared] = dict(vars(Moments.of_now()))
    return values | {"account": actor.account_id} if actor.account_id is not None else values


def standing(actor: Actor, given: Given) -> Actor:
    """The actor whose account is that of the given values."""
    return replace(actor, account_id=given["account"]) if actor.account_id is not None else actor


def shape_under(actor: Actor, name: str, wanted: Filter) -> Hashable:
    """What `under` depends on beside the values; None where hardly anybody asks the same again."""
    return (name, shape_of(actor), wanted) if wanted.shape is not None else None


def under(
    given: Given, actor: Actor, name: str, wanted: Filter, place: Place | None = None
) -> QuerySet[Dossier]:
    """The dossiers of a worklist under a filter; `place`: those of a page and perhaps more."""
    moments, me = Moments.given(given), standing(actor, given)
    pairs = _pairs(me, name, wanted, moments) if name != "mine" else None
    if pairs is None:
        rows = apply(of_list(me, name, moments), wanted, moments.now)
        return rows.filter(next_due__isnull=False)
    if place is not None and actor.agency_id is not None and wanted.shape is not None:
        found: QuerySet[Any, Any] = place.first(pairs, pairs_one_by_one(actor.agency_id))
    else:
        found = pairs.filter(pairs_of(actor.agency_id)).values("dossier_id")
    rows = Dossier.objects.filter(pk__in=found, next_due__isnull=False)
    return rows if wanted.shape is not None else apply(rows, wanted, moments.now)


def _pairs(actor: Actor, name: str, wanted: Filter, moments: Moments) -> QuerySet[Reach] | None:
    """The pairs of what a list holds; which agency's is said later. Words, days and ids of a filter are left out."""
    if not access.by_agency(actor):
        return None
    rows = Reach.objects.order_by().filter(next_due__isnull=False)
    if name in OF_STEPS:
        steps = _narrowed(actor, name, _open_in_role(actor)).filter(
            dossier=OuterRef("dossier_id"),
            dossier__gte=OuterRef("dossier_id"),
            agency_id=OuterRef("agency_id"),
        )
        rows = rows.filter(one_after_the_other(steps), _MOVING | Q(state=State.DONE))
    else:
        rows = rows.filter(_condition(name, moments))
    if wanted.shape is None:
        return rows
    return narrowed(rows, wanted, moments.now)


def _ids(given: Given, actor: Actor, name: str, wanted: Filter) -> QuerySet[Any, Any]:
    pairs = None
    if name != "mine" and wanted.shape is not None:
        pairs = _pairs(standing(actor, given), name, wanted, Moments.given(given))
    if pairs is not None:
        return pairs.filter(pairs_of(actor.agency_id)).values_list("dossier_id")
    return under(given, actor, name, wanted).values_list("pk")


def kinds_of(given: Given, actor: Actor, name: str) -> QuerySet[Any, Any]:
    """The id, the channel and the field of each dossier of a worklist; an id may come twice."""
    moments, me = Moments.given(given), standing(actor, given)
    if name in OF_STEPS and name != "mine" and access.by_agency(actor):
        return _waiting(me, name).values_list("dossier_id", "dossier__channel", "dossier__field_code")
    pairs = _pairs(me, name, Filter(), moments) if name != "mine" else None
    if pairs is not None:
        here = pairs.filter(pairs_of(actor.agency_id))
        return here.values_list("dossier_id", "channel", "field_code")
    return under(given, actor, name, Filter()).values_list("pk", "channel", "field_code")


def matching(actor: Actor, name: str, filters: Filter) -> int:
    """How many dossiers of a worklist the filter leaves; `COUNTED` + 1 where more than `COUNTED`."""
    found = counted(
        shape_under(actor, name, filters),
        lambda given: {"all": _ids(given, actor, name, filters)},
        COUNTED,
        **values_of(actor),
    )
    return found["all"]


def of_list(actor: Actor, name: str, moments: Moments | None = None) -> QuerySet[Dossier]:
    """All dossiers of a worklist."""
    if name not in NAMES:
        raise NotFound("worklist_unknown", _("Không có danh sách việc này."))
    if name == "mine":
        held = _narrowed(actor, name, _open_steps(actor)).values("dossier_id")
        return Dossier.objects.filter(OneOf(F("pk"), ArraySubquery(held)), _MOVING | Q(state=State.DONE))
    if name in OF_STEPS:
        return Dossier.objects.filter(
            Exists(_narrowed(actor, name, _open_steps(actor)).filter(dossier=OuterRef("pk"))),
            _MOVING | Q(state=State.DONE),
        )
    return access.visible(actor).filter(_condition(name, moments or Moments.of_now()))


def told(count: int) -> int | str:
    """A number as officers read it: exact up to `COUNTED`."""
    return count if count <= COUNTED else _("hơn %(count)s") % {"count": number(COUNTED)}


def counts(actor: Actor) -> dict[str, int]:
    """How many dossiers each worklist holds, `COUNTED` + 1 where there are more than `COUNTED`; one question."""
    return counted(
        ("counts", shape_of(actor)),
        lambda given: countable(standing(actor, given), Moments.given(given), NAMES),
        COUNTED,
        **values_of(actor),
    )


def countable(actor: Actor, moments: Moments, names: Sequence[str]) -> Countable:
    """What to count for the numbers of these worklists, as `lib.composed.counted` takes it."""
    found: Countable = {}
    for name in (one for one in OF_STEPS if one in names):
        if name != "mine" and access.by_agency(actor) and actor.agency_id is not None:
            found[name] = _waiting(actor, name).values_list("dossier_id")
        else:
            found[name] = of_list(actor, name, moments).filter(next_due__isnull=False).values_list("pk")
    others = tuple(name for name in names if name not in OF_STEPS)
    if not access.by_agency(actor):
        rows = access.visible(actor).filter(next_due__isnull=False).order_by()
        return found | {name: rows.filter(_condition(name, moments)).values_list("pk") for name in others}
    # The pairs of one agency are read once for all of these.
    held = [ExpressionWrapper(_condition(name, moments), BooleanField()) for name in others]
    here = Reach.objects.filter(pairs_of(actor.agency_id), next_due__isnull=False)
    return found | {others: here.values_list("dossier_id", *held)}


def _open_in_role(actor: Actor) -> QuerySet[Step]:
    """Open steps in the actor's roles, of any agency."""
    return Step.objects.filter(done_at__isnull=True, role__in=sorted(actor.roles)).order_by()


def _open_steps(actor: Actor) -> QuerySet[Step]:
    """Open steps in the actor's agency and roles, whoever holds them."""
    return _open_in_role(actor).filter(matters_of(actor.agency_id, "agency_id", "dossier__unit_code"))


def _waiting(actor: Actor, name: str) -> QuerySet[Step]:
    """The steps of a worklist, to be counted: a desk may hold thousands of dossiers and no step of this role."""
    at_work = Q(dossier__next_due__isnull=False, dossier__state__in=(*_MOVING_STATES, State.DONE))
    return _narrowed(actor, name, _open_steps(actor)).filter(at_work)


def _narrowed(actor: Actor, name: str, steps: QuerySet[Step]) -> QuerySet[Step]:
    """Those that wait for this actor: their own, or also those nobody took."""
    if name == "mine":
        return steps.filter(held_by(actor))
    steps = steps.filter(open_to(actor))
    return steps.filter(_SIGNING) if name == "to_sign" else steps


def _condition(name: str, at: Moments) -> Q:
    return {
        "new": Q(state=State.NEW),
        "due_today": _MOVING & Q(next_due__gte=at.day_start, next_due__lt=at.day_end),
        "overdue": (_MOVING & (Q(due_at__lt=at.now) | Q(next_due__lt=at.now)))
        | (_RESULT_AWAY & Q(next_due__lt=at.now)),
        "waiting_citizen": Q(state__in=[State.SUPPLEMENT, State.FINANCIAL]),
        "silent": (
            Q(state__in=[State.NEW, State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT]) | _RESULT_AWAY
        )
        & Q(last_moved_at__lt=at.silent_since),
    }[name]


def _steps(actor: Actor) -> QuerySet[Step]:
    """The open steps that this actor may do; what `bulk_forward` takes."""
    return _open_steps(actor).filter(open_to(actor))
