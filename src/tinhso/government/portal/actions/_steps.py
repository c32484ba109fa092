"""When the step of each act was opened and due, read from the dossier's control slip and kept with the act."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Max

from tinhso.foundation.records.api import Committed
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal.actions._note import PORTAL
from tinhso.government.portal.models import Outgoing, Progress
from tinhso.government.portal.rules import steps as rule

Span = dict[str, datetime | None]


def spans_of(dossier_id: UUID, row: Outgoing, acts: list[Committed]) -> dict[UUID, Span]:
    """`opened_at` and `due_at` of each act by its id, as the records have them now; both None without a step."""
    holdings = _holdings(dossier_id)
    since = row.progress.aggregate(last=Max("at"))["last"]
    found: dict[UUID, Span] = {}
    # What one transaction recorded ended its steps together.
    for _place, group in groupby(acts, key=lambda one: (one.place.epoch, one.place.txid)):
        together = list(group)
        for one in together:
            verb = one.verb.removeprefix("dossier.")
            named = str(one.facts.get("step", ""))
            found[one.id] = _span(rule.of_act(verb, one.world_at, since, holdings, named))
        since = together[-1].world_at
    return found


def fill_spans(row: Outgoing) -> None:
    """The same for acts that were gathered before steps were kept, as long as they were not sent."""
    if row.dossier_id is None:
        return
    bare = list(row.progress.filter(sent_at=None, opened_at=None, package=None).order_by("sequence", "id"))
    holdings = _holdings(row.dossier_id) if bare else []
    for one in bare:
        since = row.progress.filter(sequence__lt=one.sequence).aggregate(last=Max("at"))["last"]
        span = _span(rule.of_act(one.verb, one.at, since, holdings))
        Progress.objects.filter(pk=one.pk).update(**span)


def _holdings(dossier_id: UUID) -> list[rule.Holding]:
    steps = dossiers.for_officer(PORTAL, dossier_id).steps.order_by("ordinal")
    return [rule.Holding(str(one.pk), one.opened_at, one.due_at, one.done_at) for one in steps]


def _span(step: rule.Holding | None) -> Span:
    return {"opened_at": step.opened_at if step else None, "due_at": step.due_at if step else None}
