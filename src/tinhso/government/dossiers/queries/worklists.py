"""Worklists of an officer in their capacity, and the counts beside their names."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import calendar, day_bounds, now, today
from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier, State, Step, Transfer
from tinhso.government.dossiers.offices import held_by, of_agency, open_to
from tinhso.government.dossiers.queries.filters import Filter, apply
from tinhso.government.dossiers.queries.paging import Page, page
from tinhso.government.dossiers.queries.returned import returned_to
from tinhso.government.dossiers.queries.rows import DossierRow, rows_of, with_owner
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

NAMES = ("mine", "my_unit", "new", "due_today", "overdue", "waiting_citizen", "silent", "to_sign")
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
    rows = apply(of_list(actor, name), filters or Filter()).filter(next_due__isnull=False)
    found = page(with_owner(rows), "next_due", after, limit)
    lines = rows_of(found.rows)
    steps = _steps(actor, [line.id for line in lines])
    back = returned_to(steps.values())
    return Page([_with_step(r, steps[r.id], back) if r.id in steps else r for r in lines], found.next)


def _with_step(line: DossierRow, step: Step, back: dict[UUID, Step]) -> DossierRow:
    """The line with the step that its reader may do, and why it was sent back if it was."""
    sent = back.get(step.pk)
    return replace(
        line,
        step_id=step.pk,
        step_name=step.name,
        step_account=step.account_id,
        returned=sent.note if sent else "",
        returned_by=sent.done_by_id if sent else None,
        rejected=bool(sent and sent.outcome == "rejected"),
    )


def matching(actor: Actor, name: str, filters: Filter) -> int:
    """How many dossiers of a worklist the filter leaves."""
    return apply(of_list(actor, name), filters).filter(next_due__isnull=False).count()


def of_list(actor: Actor, name: str) -> QuerySet[Dossier]:
    """All dossiers of a worklist."""
    if name not in NAMES:
        raise NotFound("worklist_unknown", _("Không có danh sách việc này."))
    if name in ("mine", "my_unit", "to_sign"):
        return Dossier.objects.filter(Exists(_work(actor, name)), _MOVING | Q(state=State.DONE))
    return access.visible(actor).filter(_condition(name, now()))


def counts(actor: Actor) -> dict[str, int]:
    """How many dossiers each worklist holds, in two queries: open steps of the agency, and what is at work."""
    moment = now()
    wide = access.visible(actor).exclude(state__in=[State.REFUSED, State.WITHDRAWN, State.RETURNED])
    names = [n for n in NAMES if n not in ("mine", "my_unit", "to_sign")]
    # Each dossier counts once, however many of its steps wait.
    dossiers = partial(Count, "dossier", distinct=True)
    return {
        **_open_steps(actor)
        .filter(open_to(actor), Q(dossier__state__in=[*_MOVING_STATES, State.DONE]))
        .aggregate(
            mine=dossiers(filter=held_by(actor)),
            my_unit=dossiers(),
            to_sign=dossiers(filter=_SIGNING),
        ),
        **wide.filter(next_due__isnull=False).aggregate(
            **{name: Count("pk", filter=_condition(name, moment)) for name in names}
        ),
    }


def _open_steps(actor: Actor) -> QuerySet[Step]:
    """Open steps in the actor's agency and roles, whoever holds them."""
    return Step.objects.filter(
        of_agency(actor.agency_id, "agency_id", "dossier__unit_code"),
        done_at__isnull=True,
        role__in=list(actor.roles),
    ).order_by()


def _work(actor: Actor, name: str) -> QuerySet[Step]:
    """Open steps that wait for this actor: their own, or also those nobody took."""
    steps = _open_steps(actor).filter(dossier=OuterRef("pk"))
    if name == "mine":
        return steps.filter(held_by(actor))
    steps = steps.filter(open_to(actor))
    return steps.filter(_SIGNING) if name == "to_sign" else steps


def _condition(name: str, moment: datetime) -> Q:
    start, end = day_bounds(today())
    return {
        "new": Q(state=State.NEW),
        "due_today": _MOVING & Q(next_due__gte=start, next_due__lt=end),
        "overdue": (_MOVING & (Q(due_at__lt=moment) | Q(next_due__lt=moment)))
        | (_RESULT_AWAY & Q(next_due__lt=moment)),
        "waiting_citizen": Q(state__in=[State.SUPPLEMENT, State.FINANCIAL]),
        "silent": (
            Q(state__in=[State.NEW, State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT]) | _RESULT_AWAY
        )
        & Q(last_moved_at__lt=_silent_since(moment)),
    }[name]


def _silent_since(moment: datetime) -> datetime:
    """The moment before which a last movement makes a dossier silent: n working hours back."""
    hours = Decimal(setting("silent_hours"))
    cal = calendar()
    day = moment
    for _day in range(400):
        if cal.hours_between(day, moment) >= hours:
            break
        day -= timedelta(days=1)
    return cal.add_hours(day, cal.hours_between(day, moment) - hours)


def _steps(actor: Actor, ids: list[UUID]) -> dict[UUID, Step]:
    """The step of each dossier that this actor may do; what `bulk_forward` takes."""
    found = Step.objects.filter(
        open_to(actor),
        of_agency(actor.agency_id, "agency_id", "dossier__unit_code"),
        dossier_id__in=ids,
        done_at__isnull=True,
        role__in=list(actor.roles),
    )
    return {step.dossier_id: step for step in found.select_related("came_from").order_by("-due_at")}
