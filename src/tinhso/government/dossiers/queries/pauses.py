"""The standing clocks of dossiers: of a page of a list, of one dossier and of its open steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from tinhso.foundation.worktime.api import calendar
from tinhso.government.dossiers.models import Dossier, State, Step, SupplementRequest
from tinhso.government.dossiers.rules.standstill import Standstill, left, standstill

if TYPE_CHECKING:
    from tinhso.government.dossiers.queries.lines import Line


def pauses(dossiers: Iterable[Dossier | Line]) -> dict[UUID, Standstill]:
    """The standstill of each dossier whose clock stands, by its id; at most one query."""
    known = list(dossiers)
    asked = [dossier.pk for dossier in known if dossier.state == State.SUPPLEMENT]
    waiting = SupplementRequest.objects.filter(dossier__in=asked, answered_at=None, closed_at=None)
    policies = dict(waiting.values_list("dossier_id", "policy")) if asked else {}
    found = {dossier.pk: pause_of(dossier, policies.get(dossier.pk, "")) for dossier in known}
    return {ident: pause for ident, pause in found.items() if pause is not None}


def pause_of(dossier: Dossier | Line, policy: str, step: Step | None = None) -> Standstill | None:
    """The standstill of the dossier's own due moment, or of an open step's; None while the clock runs."""
    kind = standstill(dossier.state, accepted=dossier.accepted_at is not None, policy=policy)
    if kind is None:
        return None
    if step is None:
        return left(kind, calendar(), dossier.due_at, dossier.paused_at)
    return left(kind, calendar(), step.due_at, dossier.paused_at, step.opened_at)
