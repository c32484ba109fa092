"""Receipts for everything a day brought: one press instead of one for each dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.government.payments.access import CASHIER, check_books
from tinhso.government.payments.actions.issue_receipt import issue_receipts
from tinhso.government.payments.models import Entry
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

MOST = 500


@dataclass(frozen=True)
class Issued:
    """`made`: receipts; `refused`: a sentence for each dossier that got none although it needs one."""

    made: int
    refused: tuple[str, ...]


def issue_day(actor: Actor, agency_id: UUID, day: date) -> Issued:
    """Receipts for all money of a day's dossiers that has none: each dossier an act of its own, one refusal holds up
    no other. Pressed again it makes nothing twice. Raises Forbidden, Refused `nothing_to_receipt`."""
    check_books(actor, agency_id, *CASHIER)
    rows = Entry.objects.filter(agency_id=agency_id, day=day, dossier_id__isnull=False)
    pairs = sorted(set(rows.values_list("dossier_code", "dossier_id")))
    made, refused = 0, []
    for code, dossier_id in pairs[:MOST]:
        if dossier_id is None:
            continue
        try:
            made += len(issue_receipts(actor, dossier_id))
        except Refused as one:
            if one.code != "nothing_to_receipt":
                refused.append(f"{code}: {one}")
    if not made and not refused:
        raise Refused("nothing_to_receipt", _("Mọi khoản thu của ngày này đều có biên lai."))
    return Issued(made, tuple(refused))
