"""Rooms that keep the books hear of every receipt as it is written, and tell what a person can do about the money.

Dossiers know what is owed and what was recorded; they know no ledger and no bank. Whoever does registers here
from its AppConfig.ready. A listener runs inside the act's transaction: what it refuses undoes the act.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tinhso.government.dossiers.models import Dossier, Fee, FeePayment


@dataclass(frozen=True)
class Taken:
    """Money as one receipt says it: whole đồng, and how it was paid (`models.fee.Method`)."""

    amount: int
    method: str
    receipt_no: str


@dataclass(frozen=True)
class MoneyMoved:
    """One receipt of a fee before and after an act. `was` None: it is new; `now` None: it was voided."""

    line_id: UUID
    dossier_id: UUID
    code: str
    agency_id: UUID
    fee_key: str
    fee_name: str
    fee_kind: str
    at: datetime
    by: UUID | None
    was: Taken | None
    now: Taken | None


@dataclass(frozen=True)
class Paying:
    """What another room offers on the pages of a dossier that owes money.

    `told`: plain sentences on where the money is; `picture`: a QR (safe markup) with the words under it;
    `href`, `label`: the next page, empty where there is none.
    """

    told: tuple[str, ...] = ()
    picture: Any = ""
    under: tuple[str, ...] = ()
    href: str = ""
    label: str = ""


Listener = Callable[[MoneyMoved], None]
Offerer = Callable[[Dossier, str], Paying | None]
_LISTENERS: list[Listener] = []
_OFFERERS: list[Offerer] = []


def register_money(listener: Listener) -> None:
    """Have `listener` told of every receipt that is written, corrected or voided; once, from AppConfig.ready."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def register_paying(offerer: Offerer) -> None:
    """Have `offerer(dossier, reader)` asked what to show; `reader` is `person` or `desk`."""
    if offerer not in _OFFERERS:
        _OFFERERS.append(offerer)


def paying_of(dossier: Dossier, reader: str) -> list[Paying]:
    """Everything that is offered on this dossier's page."""
    found = (offerer(dossier, reader) for offerer in _OFFERERS)
    return [one for one in found if one is not None]


def as_taken(line: FeePayment) -> Taken:
    """The row as it stands now."""
    return Taken(line.paid, line.method, line.receipt_no)


def tell(
    fee: Fee, line: FeePayment, at: datetime, by: UUID | None, *, was: Taken | None, voided: bool = False
) -> None:
    """Tell all listeners of one receipt."""
    if not _LISTENERS:
        return
    dossier = fee.dossier
    moved = MoneyMoved(
        line_id=line.pk,
        dossier_id=dossier.pk,
        code=dossier.code,
        agency_id=dossier.received_at_id,
        fee_key=fee.key,
        fee_name=fee.name,
        fee_kind=fee.kind,
        at=at,
        by=by,
        was=was,
        now=None if voided else as_taken(line),
    )
    for listener in _LISTENERS:
        listener(moved)
