"""Each morning: remind holders, and tell assigners and the committee what is at risk, overdue or not taken."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.foundation.identity.api import people_in_role
from tinhso.foundation.organisation.api import agencies
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import ZONE, now, today
from tinhso.government.directives import events
from tinhso.government.directives.models import Task, Warned
from tinhso.government.directives.rules import standing as by
from tinhso.government.directives.rules.moves import ASSIGNED, REPORTED
from tinhso.lib.actor import Actor


def watch() -> int:
    """Warn once for each deadline and kind; how many were told of. It bears being done twice."""
    told, committee = 0, _committee()
    for task_id in list(Task.objects.filter(closed_at=None).order_by("due_at").values_list("pk", flat=True)):
        with transaction.atomic():
            task = Task.objects.select_for_update(of=("self",)).select_related("document").get(pk=task_id)
            if task.closed_at is None:
                told += _look(task, now(), committee)
    return told


def standing_of(task: Task, moment: datetime) -> str:
    """How it stands now, one of STANDINGS."""
    return by.standing(
        task.state,
        begun=task.assigned_at,
        due=task.due_at,
        now=moment,
        progress=task.progress,
        reported=task.reported_at,
    )


def _look(task: Task, moment: datetime, committee: list[UUID]) -> int:
    found, told = standing_of(task, moment), 0
    if task.state == ASSIGNED and moment > task.answer_by and _first(task, "not_taken", task.answer_by):
        events.escalated("directive_not_taken", task, committee)
        told += 1
    if found in (by.OVERDUE, by.AT_RISK) and _first(task, found, task.due_at):
        events.escalated(f"directive_{found}", task, committee)
        told += 1
    if task.state == REPORTED:
        return told
    days = by.reminders(task.due_at.astimezone(ZONE).date(), today())
    if days is not None and _first(task, f"before_{days}", task.due_at):
        events.due_soon(task)
        told += 1
    return told


def _first(task: Task, kind: str, due: datetime) -> bool:
    """True the first time for this deadline."""
    _row, fresh = Warned.objects.get_or_create(task=task, kind=kind, due_at=due, defaults={"at": now()})
    if fresh:
        facts = {"kind": kind, "due": due}
        record(Actor.system("directives"), "directive_task.warn", Subject("directive_task", task.pk), facts)
    return fresh


def _committee() -> list[UUID]:
    """The committee's office: whoever carries that role today."""
    places = agencies(today(), level="province")
    return [info.account_id for place in places for info in people_in_role(place.id, "steering")]
