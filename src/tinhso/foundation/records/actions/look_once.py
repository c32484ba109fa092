"""One line for one look: reloading a page, or opening paper after paper of it, does not flood the record."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from tinhso.foundation.records.actions.append import append
from tinhso.foundation.records.models import Look
from tinhso.foundation.records.subject import Subject
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor

WINDOW = timedelta(minutes=10)


def look_once(actor: Actor, subject: Subject, what: str) -> Look | None:
    """Record a look, unless the same account in the same capacity took it within the last ten minutes.

    The new entry, or None when the earlier one stands for it. Visitors without an account share one.
    """
    earlier = Look.objects.filter(
        subject_kind=subject.kind,
        subject_id=str(subject.id),
        account_id=actor.account_id,
        capacity_id=actor.capacity_id,
        facts__what=what,
        recorded_at__gt=real_now() - WINDOW,
    )
    if earlier.exists():
        return None
    return cast(Look, append("look", actor, "look", subject, {"what": what}))
