"""Who waits for whose signature, since when, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tinhso.foundation.identity.api import accounts_in_role
from tinhso.foundation.signing.access import agencies_overseen, mine
from tinhso.foundation.signing.models import SigningRequest
from tinhso.foundation.signing.models.request import OPEN
from tinhso.foundation.worktime.api import now, today
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut, paged

LENGTH = 50


@dataclass(frozen=True)
class Asked:
    """What of a list is wanted. `holder`: only what one account or agency is to sign."""

    what: str = ""
    text: str = ""
    late: bool = False
    agency: UUID | None = None


def queue(actor: Actor, *, everybody: bool = False, asked: Asked | None = None, after: str = "",
          limit: int = LENGTH) -> Cut[SigningRequest]:  # fmt: skip
    """What waits: for this person and the agency whose seal they keep, or (`everybody`) for all whom they oversee.

    Overdue first, then by the due moment; a page at a time, `next` leads on.
    """
    rows = _behind(_rows(actor, everybody, asked or Asked()), after)
    rows = rows.select_related(
        "account__person", "agency", "previous", "previous__account__person", "previous__agency"
    )
    found = list(rows.order_by("rank", "id")[: limit + 1])
    return paged(found[:limit], _cursor(found[limit - 1]) if len(found) > limit else "")


def counts(actor: Actor, *, everybody: bool = False) -> tuple[int, int]:
    """(how many wait, how many of them are late), exact to 1,000."""
    rows = _rows(actor, everybody, Asked())
    late = rows.filter(due__lt=now())
    return len(rows.values_list("pk")[:1001]), len(late.values_list("pk")[:1001])


def kinds(actor: Actor, *, everybody: bool = False) -> list[str]:
    """Which kinds of signatures are among them, for a filter."""
    return sorted(set(_rows(actor, everybody, Asked()).values_list("what", flat=True)[:1001]))


def source_id(row: SigningRequest) -> UUID:
    """The file that is signed: what the request before it made, else the one it was asked for."""
    before = row.previous
    found: UUID = before.signed_id if before is not None and before.signed_id else row.source_id
    return found


def _rows(actor: Actor, everybody: bool, asked: Asked) -> QuerySet[SigningRequest]:
    rows = SigningRequest.objects.filter(state__in=OPEN)
    if everybody:
        agencies = agencies_overseen(actor)
        if agencies is not None:
            rows = rows.filter(
                Q(agency_id__in=agencies) | Q(account__capacities__agency_id__in=agencies)
            ).distinct()
    else:
        rows = rows.filter(mine(actor))
    if asked.what:
        rows = rows.filter(what=asked.what)
    if asked.late:
        rows = rows.filter(due__lt=now())
    if asked.text:
        rows = rows.filter(Q(title__icontains=asked.text) | Q(code__icontains=asked.text))
    return rows


def _people(agencies: list[UUID]) -> Q:
    """Papers of whoever serves there today in a role that signs."""
    every = Q(pk__in=[])
    for agency in agencies:
        for role in ("leader", "division_head", "clerk"):
            every |= Q(account_id__in=accounts_in_role(agency, role, today()))
    return every


def _cursor(row: SigningRequest) -> str:
    return f"{row.rank.isoformat()}~{row.pk}"


def _behind(rows: QuerySet[SigningRequest], after: str) -> QuerySet[SigningRequest]:
    moment, _mark, ident = after.partition("~")
    try:
        at, key = datetime.fromisoformat(moment), UUID(ident)
    except ValueError:
        return rows
    return rows.filter(Q(rank__gte=at), Q(rank__gt=at) | Q(rank=at, pk__gt=key))


def request(ident: UUID) -> SigningRequest | None:
    """One request, without any check of rights."""
    return SigningRequest.objects.filter(pk=ident).first()


def requests_of(subject_kind: str, subject_id: object) -> list[SigningRequest]:
    """Everything that was asked to be signed for an object, the oldest first."""
    rows = SigningRequest.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return list(rows.select_related("signed", "certificate", "source", "previous").order_by("since", "id"))


def asked_of(subject_kind: str, subject_id: object, what: str) -> list[SigningRequest]:
    """What was asked of one kind, the oldest first; files and certificates are not read with it."""
    rows = SigningRequest.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id), what=what)
    return list(rows.order_by("since", "id"))


def waiting_for(subject_kind: str, subject_id: object, kinds: tuple[str, ...]) -> list[SigningRequest]:
    """What still waits of these kinds for an object."""
    rows = SigningRequest.objects.filter(
        subject_kind=subject_kind, subject_id=str(subject_id), what__in=kinds, state__in=OPEN
    )
    return list(rows.order_by("since", "id"))
