"""Writing in the books: the only place where entries are made."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum

from tinhso.foundation.worktime.api import ZONE
from tinhso.government.payments.models import Account, Closing, Entry, Line
from tinhso.government.payments.rules.accounts import Posting, checked, turned


def post(
    agency_id: UUID,
    kind: str,
    source: str,
    lines: list[Posting],
    at: datetime,
    *,
    by: UUID | None = None,
    dossier_id: UUID | None = None,
    code: str = "",
    reference: str = "",
    receipt_line: UUID | None = None,
    reverses: Entry | None = None,
) -> Entry:
    """Write one balanced entry in the caller's transaction; the same `source` again answers with the first.

    `lines` in whole đồng, debit positive. Raises `rules.accounts.Unbalanced`; the database refuses it as well.
    """
    with transaction.atomic():
        found = Entry.objects.filter(source=source).first()
        if found is not None:
            return found
        _lock(agency_id, shared=True)
        entry = Entry.objects.create(
            agency_id=agency_id,
            kind=kind,
            source=source,
            receipt_line=receipt_line,
            dossier_id=dossier_id,
            dossier_code=code[:60],
            reference=reference[:80],
            at=at,
            day=open_day(agency_id, at.astimezone(ZONE).date()),
            by=by,
            reverses=reverses,
        )
        accounts = {kind: account(agency_id, kind) for kind in {line.account for line in lines}}
        Line.objects.bulk_create(
            [Line(entry=entry, account=accounts[line.account], amount=line.amount) for line in checked(lines)]
        )
        return entry


def open_day(agency_id: UUID, day: date) -> date:
    """The day itself, or the first one after it that is not closed: a closed day takes nothing more."""
    last = (
        Closing.objects.filter(agency_id=agency_id, day__gte=day)
        .order_by("-day")
        .values_list("day", flat=True)
        .first()
    )
    return day if last is None else last + timedelta(days=1)


def alone(agency_id: UUID) -> None:
    """Until the transaction ends, nobody else writes in this agency's books."""
    _lock(agency_id, shared=False)


def _lock(agency_id: UUID, *, shared: bool) -> None:
    key = int.from_bytes(hashlib.sha256(b"books:" + agency_id.bytes).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{'_shared' if shared else ''}(%s)", [key])


def reverse(entry: Entry, source: str, kind: str, at: datetime, *, by: UUID | None = None) -> Entry:
    """The same entry the other way round; the first stays as it was written."""
    lines = [Posting(line.account.kind, line.amount) for line in entry.lines.select_related("account")]
    return post(
        entry.agency_id,
        kind,
        source,
        turned(lines),
        at,
        by=by,
        dossier_id=entry.dossier_id,
        code=entry.dossier_code,
        reference=entry.reference,
        receipt_line=entry.receipt_line,
        reverses=entry,
    )


def account(agency_id: UUID, kind: str) -> Account:
    """The agency's account of this kind, opened when it is first needed."""
    return Account.objects.get_or_create(agency_id=agency_id, kind=kind)[0]


def balances(agency_id: UUID, *, until: datetime | None = None) -> dict[str, int]:
    """What each account of the agency holds: debit positive, whole đồng; accounts without an entry are left out."""
    lines = Line.objects.filter(account__agency_id=agency_id)
    if until is not None:
        lines = lines.filter(entry__day__lt=until.astimezone(ZONE).date())
    rows = lines.values("account__kind").annotate(total=Sum("amount")).order_by("account__kind")
    return {row["account__kind"]: int(row["total"]) for row in rows}
