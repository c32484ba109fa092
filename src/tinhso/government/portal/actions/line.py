"""The line itself: when the portal is down, everybody waits for one knock, and all go on as soon as it answers."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.portal import access
from tinhso.government.portal.contract import NotLetIn, Unreachable
from tinhso.government.portal.models import Line, Outgoing, OutgoingState
from tinhso.lib.actor import Actor

_NAME = "portal"
# Knocks at a portal that is down: after 1, 2, 4 … minutes, at most ten apart.
LONGEST = timedelta(minutes=10)
# Three wrong passwords lock many an account; a person has to look before the next.
AFTER_REFUSAL = timedelta(hours=1)


def standing() -> Line:
    """How the line stands; one that was never used stands well."""
    return Line.objects.filter(pk=_NAME).first() or Line(name=_NAME)


def rests() -> bool:
    """True while nothing should be tried."""
    until = standing().next_try_at
    return until is not None and until > now()


def answered() -> None:
    """The portal answered: whatever waited only because it was down goes next."""
    moment = now()
    row = standing()
    was_down = row.down_since is not None
    row.answered_at, row.down_since, row.next_try_at = moment, None, None
    row.tries, row.refused, row.why = 0, False, ""
    row.save()
    if was_down:
        Outgoing.objects.filter(
            state=OutgoingState.WAITING, tries__gt=0, next_try_at__gt=moment, changed_at__lte=moment
        ).update(next_try_at=moment)


def silent(lost: Unreachable) -> None:
    """No answer to several calls in a row, or not let in: rest a while before the next knock."""
    moment = now()
    Line.objects.get_or_create(name=_NAME)
    Line.objects.filter(pk=_NAME).update(tries=F("tries") + 1)
    row = standing()
    row.down_since = row.down_since or moment
    row.refused = isinstance(lost, NotLetIn)
    pause = min(timedelta(minutes=2 ** min(row.tries - 1, 6)), LONGEST)
    row.next_try_at = moment + (AFTER_REFUSAL if row.refused else pause)
    row.why = lost.why[:500]
    row.save()


@act("portal.knock")
def knock_now(actor: Actor) -> None:
    """Let the next round try at once, e.g. after the password was put right. Raises Forbidden."""
    access.check_may_run(actor)
    Line.objects.filter(pk=_NAME).update(next_try_at=None)
    record(actor, "portal.knock", Subject("portal_line", _NAME), {"refused": standing().refused})
