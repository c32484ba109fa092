"""Money of dossiers as the books ask for it: what is owed, who pays, and every receipt of some days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from tinhso.government.dossiers.models import Dossier, Fee, FeePayment, Method, PartyRole, State
from tinhso.government.dossiers.rules.money import balance


@dataclass(frozen=True)
class OwedLine:
    """One fee of which something is still owed; whole đồng. `why`: the rule that took something off `full`."""

    key: str
    name: str
    kind: str
    amount: int
    full: int | None = None
    why: str = ""


@dataclass(frozen=True)
class Owed:
    """What a dossier owes now, who collects it and who pays. No line: nothing, or nothing that is known."""

    dossier_id: UUID
    code: str
    agency_id: UUID
    unit_code: str
    procedure_code: str
    procedure_title: str
    state: int
    payment: str
    lines: tuple[OwedLine, ...]
    payer: str
    payer_number: str
    payer_address: str
    prepaid: bool = False

    @property
    def amount(self) -> int:
        """The sum of the lines."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class TakenLine:
    """One receipt of a fee, as recorded on its dossier."""

    line_id: UUID
    dossier_id: UUID
    code: str
    agency_id: UUID
    fee_key: str
    fee_name: str
    fee_kind: str
    amount: int
    method: str
    receipt_no: str
    at: datetime
    by: UUID | None


def owed(dossier_id: UUID) -> Owed | None:
    """What one dossier owes; None when there is no such dossier."""
    dossier = Dossier.objects.filter(pk=dossier_id).first()
    return owed_of(dossier) if dossier is not None else None


def id_of(code: str) -> UUID | None:
    """The dossier of a code, for rooms that have their own right to ask."""
    return Dossier.objects.filter(code=code).values_list("pk", flat=True).first()


def owed_of(dossier: Dossier) -> Owed:
    """The same of a dossier that a page holds: its people and fees are not read again where they were prefetched."""
    people = {party.role: party for party in dossier.parties.all() if party.erased_at is None}
    person = people.get(PartyRole.FILER) or people.get(PartyRole.OWNER)
    return Owed(
        dossier_id=dossier.pk,
        code=dossier.code,
        agency_id=dossier.received_at_id,
        unit_code=dossier.unit_code,
        procedure_code=dossier.procedure_code,
        procedure_title=dossier.procedure_title,
        state=dossier.state,
        payment=dossier.payment,
        lines=tuple(_open_lines(sorted(dossier.fees.all(), key=lambda fee: fee.key))),
        prepaid=dossier.pay_by is not None,
        payer=person.name if person else "",
        payer_number=(person.citizen_id or person.tax_number) if person else "",
        payer_address=person.address if person else "",
    )


def _open_lines(fees: Iterable[Fee]) -> Iterator[OwedLine]:
    for fee in fees:
        rest = fee.due if fee.paid is None else balance(fee.due, fee.paid)
        if rest and rest > 0 and fee.method != Method.WAIVED:
            yield OwedLine(fee.key, fee.name, fee.kind, rest, fee.full, fee.why)


def awaiting_payment(agencies: Iterable[UUID]) -> tuple[int, int]:
    """How many filings at these desks wait for a fee that is paid before reception; how many of them too long."""
    rows = Dossier.objects.filter(received_at_id__in=list(agencies), pay_by__isnull=False, state=State.NEW)
    found = rows.aggregate(all=Count("pk"), late=Count("pk", filter=Q(pay_lapsed_at__isnull=False)))
    return found["all"], found["late"]


def taken_between(first: datetime, end: datetime, agencies: Iterable[UUID] | None = None) -> list[TakenLine]:
    """Every receipt with money recorded in [first, end), of these collecting agencies or of all."""
    rows = FeePayment.objects.filter(recorded_at__gte=first, recorded_at__lt=end, paid__gt=0)
    if agencies is not None:
        rows = rows.filter(fee__dossier__received_at_id__in=list(agencies))
    return _lines(rows)


def taken_lines(ids: Iterable[UUID]) -> list[TakenLine]:
    """These receipts, as far as they are still there."""
    return _lines(FeePayment.objects.filter(pk__in=list(ids)))


def _lines(rows: object) -> list[TakenLine]:
    found = rows.select_related("fee__dossier").order_by("recorded_at", "id")  # type: ignore[attr-defined]
    return [
        TakenLine(
            line_id=row.pk,
            dossier_id=row.fee.dossier_id,
            code=row.fee.dossier.code,
            agency_id=row.fee.dossier.received_at_id,
            fee_key=row.fee.key,
            fee_name=row.fee.name,
            fee_kind=row.fee.kind,
            amount=row.paid,
            method=row.method,
            receipt_no=row.receipt_no,
            at=row.recorded_at,
            by=row.recorded_by_id,
        )
        for row in found
    ]


def paid_of(dossier_id: UUID) -> int:
    """What was taken for a dossier in all, whole đồng."""
    paid = FeePayment.objects.filter(fee__dossier_id=dossier_id).values_list("paid", flat=True)
    return sum(paid)


def taken_by_receipt(dossier_id: UUID, receipt_no: str) -> int:
    """What the dossier's receipts of this number, or of its parts (`…-1`, `…-2`), come to; whole đồng."""
    rows = FeePayment.objects.filter(fee__dossier_id=dossier_id, receipt_no__startswith=receipt_no[:56])
    return sum(rows.values_list("paid", flat=True))


def taken_for(dossier_id: UUID) -> list[TakenLine]:
    """Every receipt with money of one dossier."""
    return _lines(FeePayment.objects.filter(fee__dossier_id=dossier_id, paid__gt=0))
