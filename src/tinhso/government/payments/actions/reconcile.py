"""Comparing our books with everything that others and our own rooms say of a day: on demand and each night."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from tinhso.foundation.worktime.api import ZONE, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments import gateway
from tinhso.government.payments.actions.differences import found, settled
from tinhso.government.payments.actions.issue_receipt import series_of
from tinhso.government.payments.actions.requery import recheck
from tinhso.government.payments.actions.take_statement import standing_entries, take_statement
from tinhso.government.payments.models import (
    Deposit,
    Difference,
    Receipted,
    StatementFile,
    StatementLine,
    Transaction,
)
from tinhso.government.payments.rules import matching, states
from tinhso.government.payments.rules.matching import Finding, Ours, Theirs

# A bank books what the platform passes on within these days; later it is somebody's question.
BANK_DAYS = 1


def reconcile(agency_id: UUID, day: date) -> list[Difference]:
    """Compare one agency's books of one day with the platform's file, the statements, and the dossiers.

    Bears being done again: what was found stays one difference, what has resolved itself is closed with the words for
    why. Answers with the open differences of that day. Not to be called in a transaction: it asks the platform.
    """
    _platform(agency_id, day)
    take_statement(agency_id)
    _bank(agency_id, day)
    _dossiers(agency_id, day)
    _deposits(agency_id, day)
    _receipts(agency_id, day)
    return list(Difference.objects.filter(agency_id=agency_id, day=day, state="open").order_by("found_at"))


def _span(day: date) -> tuple[datetime, datetime]:
    first = datetime.combine(day, time(), ZONE)
    return first, first + timedelta(days=1)


def _of_day(agency_id: UUID, day: date) -> list[Transaction]:
    """The agency's payments that the platform dates on this day."""
    first, end = _span(day)
    return list(
        Transaction.objects.filter(agency_id=agency_id, state=states.OK, told_at__gte=first, told_at__lt=end)
    )


def _known(references: Iterable[str]) -> dict[str, Transaction]:
    found_ones = Transaction.objects.filter(reference__in=list(references)).select_related("request")
    return {one.reference: one for one in found_ones}


def _ours(rows: Iterable[Transaction]) -> dict[str, Ours]:
    return {one.reference: Ours(one.reference, one.amount, one.state == states.OK) for one in rows}


def _platform(agency_id: UUID, day: date) -> None:
    lines = StatementLine.objects.filter(agency_id=agency_id, kind="platform", day=day)
    rows = [Theirs(line.reference, line.amount, line.number) for line in lines]
    covered = StatementFile.objects.filter(
        agency_id=agency_id, kind="platform", first_day__lte=day, last_day__gte=day
    ).exists()
    if not covered:
        return
    known = _known(row.reference for row in rows)
    _ask_about([known[row.reference] for row in rows if row.reference in known])
    known = _known(row.reference for row in rows)
    mine = {one.reference: one for one in _of_day(agency_id, day)}
    both = {**known, **mine}
    listed = set(mine)
    findings = list(matching.platform(_ours(both.values()), rows, listed))
    _write(agency_id, day, both, findings)
    _resolve(
        agency_id, "platform_absent", {row.reference for row in rows}, "Tệp của nền tảng đã có giao dịch này."
    )


def _ask_about(known: list[Transaction]) -> None:
    """What the platform lists and we do not have as paid: it is asked first, for a notice may only have been lost."""
    if not gateway.connected():
        return
    for one in known:
        if one.state != states.OK and recheck(one.pk) == states.OK:
            found(
                one.agency_id, "platform_only", one.reference, dossier_id=one.request.dossier_id,
                code=one.request.code, reference=one.reference, theirs=one.amount,
            )  # fmt: skip
            settled("platform_only", one.reference, "Đã hỏi lại nền tảng và ghi vào hồ sơ.")


def _bank(agency_id: UUID, day: date) -> None:
    lines = list(
        StatementLine.objects.filter(agency_id=agency_id, kind="bank", day=day).exclude(reference="")
    )
    known = _known(line.reference for line in lines)
    rows = [Theirs(line.reference, line.amount, line.number) for line in lines]
    covered = StatementFile.objects.filter(
        agency_id=agency_id, kind="bank", last_day__gte=day + timedelta(days=BANK_DAYS)
    )
    covered |= StatementFile.objects.filter(
        agency_id=agency_id, kind="bank", first_day__lte=day, last_day__gte=day
    )
    mine = {one.reference: one for one in _of_day(agency_id, day)}
    expected: set[str] = set()
    if covered.exists():
        came = StatementLine.objects.filter(kind="bank", reference__in=list(mine)).values_list(
            "reference", flat=True
        )
        expected = set(mine) - set(came)
        _resolve(agency_id, "bank_absent", set(came), "Sao kê đã có khoản này.")
    both = {**known, **mine}
    _write(agency_id, day, both, list(matching.bank(_ours(both.values()), rows, expected)))


def _dossiers(agency_id: UUID, day: date) -> None:
    """Dossiers against the books, both ways; and payments whose record is gone from the dossier."""
    taken = dossiers.taken_between(*_span(day), [agency_id])
    held = standing_entries([line.line_id for line in taken])
    for line in taken:
        booked = held.get(line.line_id)
        if booked == line.amount:
            settled("not_booked", str(line.line_id), "Đã ghi bổ sung vào sổ.")
            continue
        found(
            agency_id, "not_booked" if booked is None else "booked_otherwise", str(line.line_id), day=day,
            dossier_id=line.dossier_id, code=line.code, reference=line.receipt_no, ours=booked, theirs=line.amount,
        )  # fmt: skip
    for one in _of_day(agency_id, day):
        still = dossiers.taken_by_receipt(one.request.dossier_id, one.reference)
        if one.recorded and still < one.recorded and one.request.state != states.REFUNDED:
            found(
                agency_id, "record_gone", one.reference, day=day, dossier_id=one.request.dossier_id,
                code=one.request.code, reference=one.reference, ours=still, theirs=one.recorded,
            )  # fmt: skip


def _receipts(agency_id: UUID, day: date) -> None:
    """Money without a receipt, where the agency issues them; and receipts whose money is gone."""
    lines = dossiers.taken_between(*_span(day), [agency_id])
    told = set(
        Receipted.objects.filter(line_id__in=[one.line_id for one in lines], holds=True).values_list(
            "line_id", flat=True
        )
    )
    for one in lines:
        if one.line_id in told:
            settled("no_receipt", str(one.line_id), "Đã lập biên lai.")
        elif series_of(agency_id, "charge" if one.fee_kind == "charge" else "fee", day) is not None:
            found(
                agency_id, "no_receipt", str(one.line_id), day=day, dossier_id=one.dossier_id, code=one.code,
                reference=one.receipt_no, ours=one.amount,
            )  # fmt: skip
    holding = Receipted.objects.filter(
        holds=True, receipt__agency_id=agency_id, receipt__issued_at__range=_span(day)
    )
    rows = list(holding.select_related("receipt"))
    there = {one.line_id: one.amount for one in dossiers.taken_lines([row.line_id for row in rows])}
    for row in rows:
        if there.get(row.line_id) != row.amount:
            found(
                agency_id, "receipt_without_money", str(row.pk), day=day, dossier_id=row.receipt.dossier_id,
                code=row.receipt.code, ours=there.get(row.line_id), theirs=row.amount,
            )  # fmt: skip


def _deposits(agency_id: UUID, day: date) -> None:
    last = StatementFile.objects.filter(agency_id=agency_id, kind="bank").order_by("-last_day").first()
    for one in Deposit.objects.filter(agency_id=agency_id, day=day, seen_on=None):
        if last is not None and last.last_day >= one.day + timedelta(days=BANK_DAYS):
            found(
                agency_id, "deposit_absent", one.reference, day=day, ours=one.amount, reference=one.reference
            )


def _write(agency_id: UUID, day: date, known: dict[str, Transaction], findings: list[Finding]) -> None:
    for one in findings:
        mine = known.get(one.reference)
        facts: dict[str, Any] = {
            "ours": one.ours,
            "theirs": one.theirs,
            "reference": one.reference,
            "detail": one.number,
        }
        if mine is not None:
            facts |= {"dossier_id": mine.request.dossier_id, "code": mine.request.code}
        found(mine.agency_id if mine else agency_id, one.kind, one.reference, day=day, **facts)


def _resolve(agency_id: UUID, kind: str, references: set[str], why: str) -> None:
    waiting = Difference.objects.filter(
        agency_id=agency_id, kind=kind, state="open", reference__in=list(references)
    )
    for one in waiting:
        settled(kind, one.reference, why)


def reconcile_yesterday() -> int:
    """Every agency that took money yesterday or has open differences; how many were compared."""
    day = today() - timedelta(days=1)
    first, end = _span(day)
    agencies = {line.agency_id for line in dossiers.taken_between(first, end)}
    agencies |= set(
        Transaction.objects.filter(made_at__gte=first, made_at__lt=end).values_list("agency_id", flat=True)
    )
    for one in agencies:
        reconcile(one, day)
    return len(agencies)
