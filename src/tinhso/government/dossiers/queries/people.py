"""Who could take the next step: people who carry its role in its agency today, with what they hold already."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from tinhso.foundation.identity.api import accounts_in_role, away, names_in_role, people_in_role
from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import now, today
from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.actions._acceptance import facts_of
from tinhso.government.dossiers.actions._work import agency_of_step
from tinhso.government.dossiers.models import Dossier, Step, StepEnd
from tinhso.government.procedures import api as procedures
from tinhso.lib.cut import Cut, cut
from tinhso.lib.errors import Refused

# So many are offered at once; where there are more, the others are found by name.
MOST = 50


@dataclass(frozen=True)
class Candidate:
    """Somebody who may do a step. `load`: open steps they hold now, in any agency; `before`: they did it last.

    `stands_for`: the colleagues on leave in whose place they stand today.
    """

    account_id: UUID
    name: str
    position: str
    load: int
    before: bool = False
    stands_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Next:
    """A step that would open, and who could take it: the one who did it last first, then the least loaded."""

    key: str
    name: str
    role: str
    agency_id: UUID
    people: Cut[Candidate]

    @property
    def proposed(self) -> Candidate | None:
        """The first of the list; None when nobody carries the role."""
        return self.people[0] if self.people else None


def next_of(dossier: Dossier, step: Step, outcome: str) -> Next | None:
    """What opens first after an outcome of a step; None at an end of the process or when it cannot be told.

    The process itself answers, tried out and rolled back, so gateways and decision tables count as they will.
    """
    if dossier.process_run_id is None:
        return None
    try:
        with transaction.atomic():
            progress = process.complete(dossier.process_run_id, step.process_step_id, outcome, {})
            transaction.set_rollback(True)
    except Refused:
        return None
    return _next(dossier, list(progress.opened))


def first_of(dossier: Dossier) -> Next | None:
    """What opens when the desk hands the dossier over."""
    return _next(dossier, process.waiting(dossier.process_run_id)) if dossier.process_run_id else None


def first_after_acceptance(dossier: Dossier) -> Next | None:
    """What opens when a new filing is accepted and handed over at once: its process is started and rolled back."""
    spec = procedures.spec_id(version_of(dossier))
    try:
        with transaction.atomic():
            run = process.start(spec, dossier.pk, facts_of(dossier))
            transaction.set_rollback(True)
    except Refused:
        return None
    return _next(dossier, list(run.steps))


def candidates(
    agency_id: UUID, role: str, *, dossier: Dossier | None = None, key: str = "", text: str = ""
) -> Cut[Candidate]:
    """People with a living capacity of that role in that agency today who are not on leave, `MOST` at once.

    Where whoever did the step last is away, their substitute comes first. `text`: words of a name to find others by.
    """
    gone = away(agency_id)
    able = [ident for ident, _name in names_in_role(agency_id, role, today(), text=text) if ident not in gone]
    waiting = Step.objects.filter(
        account_id__in=accounts_in_role(agency_id, role, today()), done_at__isnull=True
    )
    loads = dict(waiting.order_by().values_list("account_id").annotate(n=Count("pk")))
    last = _last(dossier, key) if dossier is not None else None
    if last in gone:
        last = gone[last].substitute_id
    # Sorted stably, so that people with the same load stay in the Vietnamese order of names.
    offered = cut(sorted(able, key=lambda ident: (ident != last, loads.get(ident, 0))), MOST)
    known = {one.account_id: one for one in people_in_role(agency_id, role, today(), accounts=offered)}
    return offered.of(
        Candidate(
            ident,
            known[ident].name,
            known[ident].position,
            loads.get(ident, 0),
            ident == last,
            tuple(leave.name for leave in gone.values() if leave.substitute_id == ident),
        )
        for ident in offered
    )


def _next(dossier: Dossier, opened: list[process.Step]) -> Next | None:
    if not opened:
        return None
    step = opened[0]
    agency_id = agency_of_step(dossier, step.agency, step.role, now())
    people = candidates(agency_id, step.role, dossier=dossier, key=step.key)
    return Next(step.key, step.name, step.role, agency_id, people)


def _last(dossier: Dossier, key: str) -> UUID | None:
    done = Step.objects.filter(dossier=dossier, key=key, end=StepEnd.DONE).order_by("-ordinal").first()
    return done.done_by_id if done else None
