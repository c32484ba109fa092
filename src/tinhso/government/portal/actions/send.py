"""Sending: one line at a time, the record first, then its history; what cannot leave is held with its reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal import snapshots
from tinhso.government.portal.actions import line as line_itself
from tinhso.government.portal.actions._holding import holder_of_line
from tinhso.government.portal.actions._note import PORTAL, note_outgoing
from tinhso.government.portal.actions._steps import fill_spans
from tinhso.government.portal.actions.codes import keep_codes
from tinhso.government.portal.contract import (
    Contract,
    NotLetIn,
    Reply,
    Unreachable,
    Verdict,
    configured,
    contract,
)
from tinhso.government.portal.models import Outgoing, OutgoingState, Progress
from tinhso.government.portal.rules import backoff, compare, mapping, quality
from tinhso.government.portal.rules.quality import SYSTEM, Finding
from tinhso.government.portal.rules.snapshot import Snapshot
from tinhso.lib.transactions import only_one

CHUNK = 50
# So many calls in a row without an answer: the portal is down, and trying the rest now tells nothing more.
DOWN_AFTER = 3
_ONE_SENDER = 7114041


@dataclass
class Sent:
    """What one round did."""

    sent: int = 0
    held: int = 0
    failed: int = 0
    _silent: int = field(default=0, repr=False)


class _Held(Exception):
    """The line cannot go on without a person."""

    def __init__(self, finding: Finding, detail: str = "") -> None:
        super().__init__(finding.code)
        self.finding = finding
        self.detail = detail


def send_due(limit: int = 500, *, over: Contract | None = None) -> Sent:
    """Send every line whose moment has come, the oldest first. One sender at a time; a second does nothing."""
    done = Sent()
    if over is None and not configured():
        return done
    with only_one(_ONE_SENDER) as alone:
        if not alone:
            return done
        if line_itself.rests():
            return done
        line = over or contract()
        known: dict[str, bool] = {}
        due = Outgoing.objects.filter(state=OutgoingState.WAITING, next_try_at__lte=now())
        lost: Unreachable | None = None
        for ident in list(due.order_by("next_try_at", "id").values_list("pk", flat=True)[:limit]):
            lost = _send_one(line, ident, known, done)
            if isinstance(lost, NotLetIn) or done._silent >= DOWN_AFTER:
                break
        _tell_of_line(done, lost)
    return done


def _tell_of_line(done: Sent, lost: Unreachable | None) -> None:
    """One record without an answer among others that had one is its own misfortune; else the line is down."""
    if lost is not None and (done.sent == 0 or done._silent >= DOWN_AFTER or isinstance(lost, NotLetIn)):
        line_itself.silent(lost)
    elif done.sent:
        line_itself.answered()


def _send_one(line: Contract, ident: UUID, known: dict[str, bool], done: Sent) -> Unreachable | None:
    """One line; what kept it from being answered, None when it was."""
    row = Outgoing.objects.get(pk=ident)
    wanted = row.wanted
    try:
        digest = _exchange(line, row, known)
    except Unreachable as lost:
        done._silent += 1
        done.failed += 1
        _try_later(row, lost)
        return lost
    except _Held as held:
        done.held += 1
        _hold(row, held.finding, held.detail)
    else:
        done.sent += 1
        _sent(row, wanted, digest)
    done._silent = 0
    return None


def _exchange(line: Contract, row: Outgoing, known: dict[str, bool]) -> str:
    """Everything that this line has to say; the digest of the record. Raises _Held, Unreachable."""
    fill_spans(row)
    pending = list(row.progress.filter(sent_at=None).select_related("outgoing").order_by("sequence", "id"))
    rows = {one.pk: mapping.progress(act) for one, act in _carried(pending)}
    if row.uncertain:
        rows = _after_doubt(line, row, rows)
    digest = ""
    if row.dossier_id is not None:
        digest = _record(line, row, known)
    for chunk in _chunks(list(rows.items())):
        reply = line.tell([told for _key, told in chunk])
        if reply.verdict != Verdict.DONE:
            raise _Held(Finding("portal_refused", "TienDo", SYSTEM), f"{reply.code} {reply.words}".strip())
        _told([key for key, _row in chunk])
    left = _untold(row).exclude(held_code="").first()
    if left is not None:
        raise _Held(Finding(left.held_code, "TienDo", quality.OFFICE))
    return digest


def _record(line: Contract, row: Outgoing, known: dict[str, bool]) -> str:
    """The record itself, when it is not the one that was sent last."""
    assert row.dossier_id is not None
    one, record = _checked(row.dossier_id)
    digest = digest_of(record)
    if digest == row.digest and row.known:
        return digest
    if one.procedure_code not in known:
        told = line.procedure(one.procedure_code)
        known[one.procedure_code] = told is not None
        if told is not None and keep_codes(one.procedure_code, told):
            one, record = _checked(row.dossier_id)
            digest = digest_of(record)
    if not known[one.procedure_code]:
        raise _Held(Finding("procedure_not_there", "MaTTHC", SYSTEM))
    reply = _put(line, record, update=row.known)
    if reply.verdict != Verdict.DONE:
        raise _Held(Finding("portal_refused", "MaHoSo", SYSTEM), f"{reply.code} {reply.words}".strip())
    row.known = True
    return digest


def _checked(dossier_id: UUID) -> tuple[Snapshot, dict[str, Any]]:
    """The dossier as it is now and its record. Raises _Held for what the record cannot carry."""
    one = snapshots.of_dossier(dossier_id)
    findings = quality.of_dossier(one)
    if findings:
        raise _Held(findings[0], ", ".join(f.code for f in findings[1:]))
    return one, mapping.dossier(one)


def _put(line: Contract, record: dict[str, Any], *, update: bool) -> Reply:
    """Insert or update; each turns into the other once, when the portal knows better."""
    reply = line.put(record, update=update)
    if reply.verdict == Verdict.EXISTS and not update:
        return line.put(record, update=True)
    if reply.verdict == Verdict.ABSENT and update:
        return line.put(record, update=False)
    return reply


def _after_doubt(line: Contract, row: Outgoing, rows: dict[Any, dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    """An answer was lost: ask what the portal holds, and send only what it lacks, so that nothing is doubled."""
    theirs = line.look_up(row.code)
    row.known = theirs is not None
    row.digest = ""
    every = list(row.progress.select_related("outgoing").order_by("sequence", "id"))
    sent = [mapping.progress(act) for one, act in _carried(every) if one.sent_at is not None]
    there = compare.missing(theirs.history if theirs else [], sent)
    lacking = [compare.same(told) for told in compare.missing(list(rows.values()), there)]
    left: dict[Any, dict[str, Any]] = {}
    arrived = []
    for key, told in rows.items():
        if compare.same(told) in lacking:
            lacking.remove(compare.same(told))
            left[key] = told
        else:
            arrived.append(key)
    _told(arrived)
    row.uncertain = False
    Outgoing.objects.filter(pk=row.pk).update(uncertain=False, known=row.known, digest="")
    return left


def _carried(rows: list[Progress]) -> Iterator[tuple[Progress, Any]]:
    """The acts that the contract can carry; the others are marked with the reason."""
    for one in rows:
        act = snapshots.of_act(one)
        findings = quality.of_act(act)
        code = findings[0].code if findings else ""
        if code != one.held_code:
            Progress.objects.filter(pk=one.pk).update(held_code=code)
        if not findings:
            yield one, act


def _untold(row: Outgoing) -> QuerySet[Progress]:
    """The acts that the portal still has to be told of: all but those that were settled with a reason."""
    rows = Progress.objects.filter(outgoing=row, sent_at=None)
    if row.settled_at is not None:
        rows = rows.exclude(~Q(held_code="") & Q(at__lte=row.settled_at))
    return rows


def _told(keys: list[Any]) -> None:
    Progress.objects.filter(pk__in=keys).update(sent_at=now())


def _sent(row: Outgoing, wanted: int, digest: str) -> None:
    """Mark what was sent; an act that came meanwhile keeps the line waiting."""
    with transaction.atomic():
        fresh = Outgoing.objects.select_for_update().get(pk=row.pk)
        moment = now()
        fresh.sent, fresh.sent_at, fresh.digest = wanted, moment, digest
        fresh.known, fresh.uncertain = True, False
        fresh.tries, fresh.reason_code, fresh.reason_field, fresh.reason_detail, fresh.who = 0, "", "", "", ""
        fresh.differing, fresh.compared_at = [], None
        fresh.held_at, fresh.deadline, fresh.holder_agency_id = None, None, None
        if fresh.wanted == wanted and not _untold(fresh).exists():
            fresh.state, fresh.next_try_at = OutgoingState.SENT, None
        else:
            fresh.next_try_at = moment
        fresh.save()
        note_outgoing(PORTAL, "sent", fresh, dossier=fresh.dossier_id, act=wanted)
        _mark(fresh, "sent" if fresh.state == OutgoingState.SENT else "not_sent")


def _hold(row: Outgoing, finding: Finding, detail: str) -> None:
    with transaction.atomic():
        fresh = Outgoing.objects.select_for_update().get(pk=row.pk)
        again = fresh.state == OutgoingState.HELD and fresh.reason_code == finding.code
        fresh.state, fresh.next_try_at = OutgoingState.HELD, None
        fresh.known = row.known
        _give_to_holder(fresh, finding.who)
        fresh.reason_code, fresh.reason_field = finding.code, finding.field
        fresh.reason_detail = detail[:500]
        fresh.save()
        if not again:
            note_outgoing(PORTAL, "held", fresh, reason=finding.code, who=fresh.who, deadline=fresh.deadline)
        _mark(fresh, "failed")


def _give_to_holder(row: Outgoing, who: str) -> None:
    """Whose it is, since when and until when. The same holder gains no time by having it tried again."""
    moment = now()
    holder = holder_of_line(row, who)
    if holder is None:
        who = SYSTEM
    if row.deadline is None or (row.who, row.holder_agency_id) != (who, holder):
        row.held_at, row.deadline = moment, calendar().add_hours(moment, setting("held_hours"))
    row.who, row.holder_agency_id = who, holder


def _try_later(row: Outgoing, lost: Unreachable) -> None:
    """No answer: wait, and after a day of trying ask a person."""
    with transaction.atomic():
        fresh = Outgoing.objects.select_for_update().get(pk=row.pk)
        fresh.tries += 1
        fresh.uncertain = fresh.uncertain or lost.uncertain
        fresh.reason_detail = lost.why[:500]
        fresh.next_try_at = now() + backoff.pause(fresh.tries)
        fresh.save()
    if backoff.given_up(fresh.tries):
        _hold(fresh, Finding("given_up", "", SYSTEM), lost.why)


def _mark(row: Outgoing, state: str) -> None:
    if row.dossier_id is not None:
        dossiers.mark_sync(PORTAL, row.dossier_id, state)


def digest_of(record: dict[str, Any]) -> str:
    """The fingerprint of a record."""
    return hashlib.sha256(json.dumps(record, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _chunks(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
