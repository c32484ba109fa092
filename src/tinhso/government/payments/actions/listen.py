"""What dossiers record as taken is written in the books in the same transaction: cash, transfer, card, both fronts."""

from __future__ import annotations

from tinhso.government.dossiers.api import MoneyMoved, TakenLine
from tinhso.government.payments.actions.ask import refresh
from tinhso.government.payments.actions.post import post, reverse
from tinhso.government.payments.models import Entry, EntryKind
from tinhso.government.payments.rules.accounts import taken


def on_money(moved: MoneyMoved) -> None:
    """Book one receipt and bring the dossier's request in line with it."""
    _book(moved)
    refresh(moved.dossier_id, method=moved.now.method if moved.now else "", collector=moved.by)


def _book(moved: MoneyMoved) -> None:
    """A new one as taken; a corrected or voided one is turned back and, if any is left, written anew."""
    standing = _standing(moved)
    if standing is not None:
        turn = f"{standing.source}:back"
        reverse(standing, turn, EntryKind.CORRECTED, moved.at, by=moved.by)
    if moved.now is None:
        return
    lines = taken(moved.now.method, moved.fee_kind, moved.now.amount)
    if not lines:
        return
    turns = Entry.objects.filter(receipt_line=moved.line_id).count()
    post(
        moved.agency_id,
        EntryKind.TAKEN,
        f"receipt:{moved.line_id}:{turns}",
        lines,
        moved.at,
        by=moved.by,
        dossier_id=moved.dossier_id,
        code=moved.code,
        reference=moved.now.receipt_no,
        receipt_line=moved.line_id,
    )


def _standing(moved: MoneyMoved) -> Entry | None:
    """The entry of this receipt that was not turned back."""
    if moved.was is None:
        return None
    written = Entry.objects.filter(receipt_line=moved.line_id, kind=EntryKind.TAKEN)
    turned = Entry.objects.filter(receipt_line=moved.line_id, reverses__isnull=False).values("reverses_id")
    return written.exclude(pk__in=turned).first()


def catch_up(lines: list[TakenLine]) -> int:
    """Book receipts that were recorded before there were books (or by a bulk import); how many were missing."""
    known = set(
        Entry.objects.filter(receipt_line__in=[line.line_id for line in lines]).values_list(
            "receipt_line", flat=True
        )
    )
    written = 0
    for line in lines:
        postings = taken(line.method, line.fee_kind, line.amount)
        if line.line_id in known or not postings:
            continue
        post(
            line.agency_id, EntryKind.TAKEN, f"receipt:{line.line_id}:0", postings, line.at, by=line.by,
            dossier_id=line.dossier_id, code=line.code, reference=line.receipt_no, receipt_line=line.line_id,
        )  # fmt: skip
        written += 1
    return written
