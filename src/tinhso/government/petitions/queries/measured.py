"""What the indices of service quality need to know of petitions: references and moments, no words of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from tinhso.foundation.worktime.api import now
from tinhso.government.petitions.access import visible
from tinhso.government.petitions.models import NamedOfficer, Petition
from tinhso.government.petitions.queries.lists import due_between
from tinhso.government.petitions.rules.moves import BEHAVIOUR, REFUSED
from tinhso.lib.actor import Actor


@dataclass(frozen=True)
class Handled:
    """One petition that had to be answered in a period. `on_time` None: the time is not over yet."""

    id: UUID
    code: str
    due: datetime
    answered_at: datetime | None
    on_time: bool | None


def handled(agency_id: UUID, first: datetime, last: datetime, *, reader: UUID | None = None) -> list[Handled]:
    """The petitions that an agency had to answer in the period; those about the reader are left out of view.

    `last` is not included. Figures count all of them (`reader` None); only a list that is opened names a reader.
    """
    rows = due_between(agency_id, first, last).order_by("answer_due", "id")
    if reader is not None:
        named = NamedOfficer.objects.filter(petition=OuterRef("pk"), account_id=reader)
        rows = rows.filter(~Exists(named))
    moment = now()
    return [
        Handled(row.pk, row.code, row.answer_due, row.answered_at, _on_time(row, moment))
        for row in rows.only("pk", "code", "answer_due", "answered_at")
    ]


def kept_in_time(agency_id: UUID, first: datetime, last: datetime) -> tuple[int, int]:
    """Of the same petitions: how many were answered in time, and how many could be judged by now."""
    rows, answered = due_between(agency_id, first, last), Q(answered_at__isnull=False)
    kept = Q(answered_at__lte=F("answer_due"))
    told = rows.aggregate(
        kept=Count("pk", filter=kept), due=Count("pk", filter=answered | Q(answer_due__lt=now()))
    )
    return told["kept"], told["due"]


def about_behaviour(codes: Iterable[str]) -> dict[str, bool | None]:
    """Of dossiers with a petition about somebody's behaviour: whether one proved true.

    True: at least one did. None: one is not judged yet. False: all proved untrue. Refused ones do not count.
    """
    rows = Petition.objects.filter(kind=BEHAVIOUR, dossier_code__in=list(codes)).exclude(state=REFUSED)
    found: dict[str, list[bool | None]] = {}
    for code, founded, answered in rows.values_list("dossier_code", "founded", "answered_at"):
        found.setdefault(code, []).append(founded if answered else None)
    return {code: _worst(findings) for code, findings in found.items()}


def kept_from(reader: UUID | None, codes: Iterable[str]) -> set[str]:
    """Those of the dossiers with a petition that is about this officer: no list of figures shows them to them."""
    if reader is None:
        return set()
    rows = Petition.objects.filter(kind=BEHAVIOUR, named__account_id=reader, dossier_code__in=list(codes))
    return set(rows.values_list("dossier_code", flat=True))


def hidden_among(reader: UUID | None, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the petitions that are about this officer, or were sent by them: no list shows them to them."""
    if reader is None:
        return set()
    rows = Petition.objects.filter(Q(named__account_id=reader) | Q(account_id=reader), pk__in=list(ids))
    return set(rows.values_list("pk", flat=True))


def openable_among(actor: Actor, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the petitions whose page this officer may open, in one query."""
    return set(visible(actor).filter(pk__in=list(ids)).values_list("pk", flat=True))


def _worst(findings: list[bool | None]) -> bool | None:
    if True in findings:
        return True
    return None if None in findings else False


def _on_time(row: Petition, moment: datetime) -> bool | None:
    if row.answered_at is not None:
        return row.answered_at <= row.answer_due
    return False if row.answer_due < moment else None
