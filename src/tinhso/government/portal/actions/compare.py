"""Comparing: what the portal holds against what we hold, and sending again what differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from tinhso.foundation.records.api import act
from tinhso.foundation.worktime.api import now
from tinhso.government.portal import access, snapshots
from tinhso.government.portal.actions._note import PORTAL, note_outgoing
from tinhso.government.portal.contract import Contract, Unreachable, configured, contract
from tinhso.government.portal.models import Outgoing, OutgoingState, Progress
from tinhso.government.portal.rules import compare as rule
from tinhso.government.portal.rules import mapping, quality
from tinhso.government.portal.rules.compare import Difference
from tinhso.lib.actor import Actor

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Compared:
    """Both sides of one dossier. `absent`: the portal has no such record; `untold`: ours cannot be told as it is."""

    differences: tuple[Difference, ...]
    absent: bool = False
    untold: tuple[quality.Finding, ...] = ()


def look(row: Outgoing, line: Contract | None = None) -> Compared:
    """Ask the portal and compare with what we hold now. Raises Unreachable. Nothing is written."""
    theirs = (line or contract()).look_up(row.code)
    acts = [(one, snapshots.of_act(one)) for one in row.progress.select_related("outgoing")]
    ours = [mapping.progress(told) for _one, told in acts if not quality.of_act(told)]
    record: dict[str, object] = {}
    untold: tuple[quality.Finding, ...] = ()
    if row.dossier_id is not None:
        one = snapshots.of_dossier(row.dossier_id)
        untold = quality.of_dossier(one)
        record = {} if untold else mapping.dossier(one)
    elif row.package_id is not None:
        record = {"TrangThaiHoSo": 3}
    if theirs is None:
        return Compared((Difference(rule.ABSENT, row.code, ""),), absent=True, untold=untold)
    found = [*rule.dossier(record, theirs.dossier), *rule.history(ours, theirs.history)]
    return Compared(tuple(found), untold=untold)


def compare_one(row: Outgoing, line: Contract | None = None) -> Compared:
    """Compare and keep which fields differ; the values themselves are asked for again by the page."""
    found = look(row, line)
    fields = sorted({d.field for d in found.differences})
    with transaction.atomic():
        fresh = Outgoing.objects.select_for_update().get(pk=row.pk)
        if fields and fields != fresh.differing:
            note_outgoing(PORTAL, "differs", fresh, fields=fields)
        fresh.compared_at, fresh.differing = now(), fields
        fresh.save(update_fields=["compared_at", "differing"])
    return found


def compare_due(limit: int = 2000, *, over: Contract | None = None) -> int:
    """Compare what was sent since it was compared last, then the oldest comparisons; how many differ."""
    if over is None and not configured():
        return 0
    line = over or contract()
    rows = Outgoing.objects.filter(state=OutgoingState.SENT)
    rows = rows.order_by(F("compared_at").asc(nulls_first=True), "id")
    differing = 0
    for row in list(rows[:limit]):
        try:
            differing += bool(compare_one(row, line).differences)
        except Unreachable:
            break
    return differing


@act("portal.resend")
def resend(actor: Actor, outgoing_ids: Iterable[UUID]) -> int:
    """Send lines again, whatever is believed of them: the portal is asked first what it holds; how many."""
    access.check_may_act(actor)
    wanted = list(outgoing_ids)[:MOST_AT_ONCE]
    rows = Outgoing.objects.select_for_update().filter(access.lines_of(actor), pk__in=wanted)
    return _again(actor, list(rows))


@act("portal.resend")
def resend_all(actor: Actor, which: str) -> int:
    """Send every held or differing line of the actor's again, at most 500 in one go; how many."""
    access.check_may_act(actor)
    kind = Q(state=OutgoingState.HELD) if which == "held" else ~Q(differing=[])
    rows = Outgoing.objects.select_for_update().filter(access.lines_of(actor), kind)
    by = "deadline" if which == "held" else "changed_at"
    return _again(actor, list(rows.order_by(by, "id")[:MOST_AT_ONCE]))


def _again(actor: Actor, rows: list[Outgoing]) -> int:
    moment = now()
    for row in rows:
        row.state, row.next_try_at, row.tries = OutgoingState.WAITING, moment, 0
        row.uncertain, row.digest = True, ""
        row.save()
        # What the portal lost counts as not sent; asking first keeps the rest from being doubled.
        Progress.objects.filter(outgoing=row).update(sent_at=None)
        note_outgoing(actor, "resent", row, dossier=row.dossier_id)
    return len(rows)
