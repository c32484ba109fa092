"""What time brings: due moments delivered to processes, reminders to citizens, old leftovers removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tinhso.foundation.process import api as process
from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._frame import note_event
from tinhso.government.dossiers.actions._holding import refresh_holder
from tinhso.government.dossiers.actions._lock import save
from tinhso.government.dossiers.actions._prepayment import set_steps
from tinhso.government.dossiers.actions._work import follow
from tinhso.government.dossiers.models import (
    Dossier,
    Draft,
    IdempotencyKey,
    State,
    Step,
    SupplementRequest,
    TrackingMiss,
)
from tinhso.government.dossiers.rules.due import reception_due
from tinhso.lib.actor import Actor

CLOCK = Actor.system("dossiers.clock")
AT_ONCE = 500
REMIND_BEFORE = timedelta(days=2)
KEYS_KEPT = timedelta(days=7)
MISSES_KEPT = timedelta(days=1)


def deliver_due_moments() -> int:
    """Tell processes that a step is due soon or overdue, each once; gives how many were told.

    Steps of dossiers that wait for the citizen are left alone: their clock stands still.
    """
    moment = now()
    soon = calendar().add_hours(moment, setting("due_soon_hours"))
    waiting = Step.objects.filter(
        done_at=None, dossier__state__in=[State.NEW, State.ACCEPTED, State.PROCESSING]
    ).exclude(dossier__pay_by__gte=moment)
    late = waiting.filter(overdue_sent=False, due_at__lt=moment).values_list("pk", flat=True)[:AT_ONCE]
    near = waiting.filter(due_soon_sent=False, due_at__gte=moment, due_at__lte=soon).values_list(
        "pk", flat=True
    )
    told = _each(late, lambda pk: _deliver(pk, "overdue")) + _each(
        near[:AT_ONCE], lambda pk: _deliver(pk, "due_soon")
    )
    return told


def remind_citizens() -> int:
    """Remind once of a supplement deadline that comes within two days."""
    moment = now()
    due = SupplementRequest.objects.filter(
        answered_at=None,
        closed_at=None,
        reminded_at=None,
        deadline__gte=moment,
        deadline__lte=moment + REMIND_BEFORE,
    )
    return _each(due.values_list("pk", flat=True)[:AT_ONCE], _remind)


def lapse_prepayments() -> int:
    """Tell once that a prepaid fee was not paid in time; the desk then decides. Nothing is refused by a clock."""
    late = Dossier.objects.filter(state=State.NEW, pay_by__lt=now(), pay_lapsed_at=None)
    return _each(late.values_list("pk", flat=True)[:AT_ONCE], _lapse)


def remove_leftovers() -> int:
    """Delete expired drafts that were never filed, old idempotency keys and old wrong guesses."""
    moment = now()
    gone, _kinds = Draft.objects.filter(dossier=None, expires_at__lt=moment).delete()
    IdempotencyKey.objects.filter(made_at__lt=moment - KEYS_KEPT).delete()
    TrackingMiss.objects.filter(missed_at__lt=moment - MISSES_KEPT).delete()
    return gone


def _each(keys: object, act: Callable[[UUID], bool]) -> int:
    """One transaction for each, so that one fault holds up nothing else."""
    return sum(act(key) for key in list(keys))  # type: ignore[call-overload]


@transaction.atomic
def _deliver(step_id: UUID, message: str) -> bool:
    dossier_id = Step.objects.values_list("dossier_id", flat=True).get(pk=step_id)
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    step = Step.objects.get(pk=step_id)
    mark = f"{message}_sent"
    if step.done_at is not None or getattr(step, mark):
        return False
    setattr(step, mark, True)
    step.save(update_fields=[mark])
    if step.process_step_id and dossier.process_run_id:
        progress = process.deliver(dossier.process_run_id, message, {"late_step": step.key})
        if progress.opened or progress.closed:
            moment = now()
            follow(dossier, CLOCK, progress, moment, came_from=step)
            refresh_holder(dossier)
            save(dossier, moment)
    note_event(CLOCK, message, dossier, {"step": step.pk, "key": step.key, "due": step.due_at})
    return True


@transaction.atomic
def _lapse(dossier_id: UUID) -> bool:
    """The time to pay is over: the person may still pay, and the desk has its hours to refuse or to wait."""
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    moment = now()
    if dossier.state != State.NEW or dossier.pay_by is None or dossier.pay_lapsed_at is not None:
        return False
    dossier.pay_lapsed_at = moment
    set_steps(dossier, reception_due(calendar(), moment, setting("reception_hours")))
    save(dossier, moment)
    note_event(CLOCK, "prepayment_lapsed", dossier, {"pay_by": dossier.pay_by})
    events.prepayment_lapsed(dossier)
    return True


@transaction.atomic
def _remind(request_id: UUID) -> bool:
    request = SupplementRequest.objects.select_for_update().select_related("dossier").get(pk=request_id)
    if request.reminded_at is not None or request.answered_at is not None:
        return False
    request.reminded_at = now()
    request.save(update_fields=["reminded_at"])
    events.citizen_due_soon(request.dossier, request.deadline)
    return True
