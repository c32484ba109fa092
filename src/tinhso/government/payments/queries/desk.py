"""What a cashier has to look at: the day, what waits for the bank, who has not paid, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import agency, one_stop_desk
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.access import books_of
from tinhso.government.payments.actions.post import balances
from tinhso.government.payments.models import Closing, Difference, Entry, PaymentRequest, Transaction
from tinhso.government.payments.queries.day import totals
from tinhso.government.payments.rules import states
from tinhso.government.payments.rules.accounts import CLEARING
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut, cut
from tinhso.lib.errors import NotFound

LENGTH = 50


@dataclass(frozen=True)
class Board:
    """One agency's money at a glance; whole đồng."""

    totals: dict[str, Any]
    balances: dict[str, int]
    clearing: dict[str, int]
    unclosed: list[date]
    closed_today: Closing | None
    unsigned: list[Closing]
    open_transactions: int
    differences: int
    awaiting: int
    lapsed: int


def books(actor: Actor, wanted: str = "") -> tuple[UUID, list[tuple[str, str]]]:
    """The books that a page is about, and all that this officer may open (id and name). NotFound for none."""
    mine = books_of(actor)
    if not mine:
        raise NotFound("books_unknown", "Không tìm thấy sổ thu này.")
    chosen = next((one for one in mine if str(one) == wanted), None)
    if wanted and chosen is None:
        raise NotFound("books_unknown", "Không tìm thấy sổ thu này.")
    desk = one_stop_desk(mine[0], today()).id
    return chosen or (desk if desk in mine else mine[0]), [(str(one), agency(one).name) for one in mine]


def board(agency_id: UUID) -> Board:
    """Everything of the first page."""
    held, day = balances(agency_id), today()
    awaiting, lapsed = dossiers.awaiting_payment([agency_id])
    last = Closing.objects.filter(agency_id=agency_id).order_by("-day").first()
    rows = Entry.objects.filter(agency_id=agency_id, day__lt=day, day__gte=day - timedelta(days=60))
    if last is not None:
        rows = rows.filter(day__gt=last.day)
    unsigned = Closing.objects.filter(agency_id=agency_id, signed_at=None).order_by("day")
    return Board(
        totals=totals(agency_id, day),
        balances=held,
        clearing={kind: held[kind] for kind in CLEARING if held.get(kind)},
        unclosed=sorted(set(rows.values_list("day", flat=True))),
        closed_today=last if last is not None and last.day >= day else None,
        unsigned=list(unsigned[:20]),
        open_transactions=Transaction.objects.filter(agency_id=agency_id, state__in=states.OPEN).count(),
        differences=Difference.objects.filter(agency_id=agency_id, state="open").count(),
        awaiting=awaiting,
        lapsed=lapsed,
    )


@dataclass(frozen=True)
class Signed:
    """Whose digital signature on a day's minutes was asked, and where it stands in words."""

    name: str
    state: str


def signatures_of(closing: Closing) -> list[Signed]:
    """The signatures that were asked for a day's minutes; those that were refused or no longer needed are left out."""
    rows = signing.requests_of("closing", closing.pk)
    living = [one for one in rows if one.state not in ("refused", "cancelled")]
    return [
        Signed(person_name(one.account_id), str(one.get_state_display())) for one in living if one.account_id
    ]


def unpaid(agency_id: UUID) -> Cut[PaymentRequest]:
    """Who was asked and has not paid, the longest first."""
    rows = PaymentRequest.objects.filter(agency_id=agency_id, state__in=[states.UNPAID, states.WAITING])
    return cut(rows.order_by("made_at", "id")[: LENGTH + 1], LENGTH)


def differences(agency_id: UUID, *, closed: bool = False) -> Cut[Difference]:
    """The open differences, the oldest first; or the last that were closed."""
    rows = Difference.objects.filter(agency_id=agency_id, state="closed" if closed else "open")
    return cut(rows.order_by("-closed_at" if closed else "found_at", "id")[: 2 * LENGTH + 1], 2 * LENGTH)


def difference(actor: Actor, ident: UUID) -> Difference:
    """One difference of this officer's books; NotFound otherwise."""
    found = Difference.objects.filter(pk=ident, agency_id__in=books_of(actor)).first()
    if found is None:
        raise NotFound("difference_unknown", "Không tìm thấy chênh lệch này.")
    return found


def transactions(agency_id: UUID) -> Cut[Transaction]:
    """Payments online: open ones first, then the newest."""
    rows = Transaction.objects.filter(agency_id=agency_id).select_related("request")
    opened = list(rows.filter(state__in=states.OPEN).order_by("made_at")[:LENGTH])
    ended = list(rows.exclude(state__in=states.OPEN).order_by("-made_at")[: LENGTH + 1])
    return cut([*opened, *ended], LENGTH)
