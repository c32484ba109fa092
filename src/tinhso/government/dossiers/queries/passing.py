"""Dossiers whose paper is between two desks, for the room that keeps the lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects

from tinhso.foundation.organisation.api import matters_of
from tinhso.government.dossiers.models import Dossier, DossierParty, PartyRole, State, Transfer
from tinhso.government.dossiers.queries.paging import page
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut, paged
from tinhso.lib.text import clean, fold

LENGTH = 50
TO_GIVE = Q(state=State.ACCEPTED, transfer=Transfer.RECEIVED) | Q(
    state=State.DONE, transfer=Transfer.PROCESSING
)
ON_WAY = Q(state__in=[State.ACCEPTED, State.DONE], transfer=Transfer.WAITING)


@dataclass(frozen=True)
class Passing:
    """A dossier as a line of a hand-over list; `next_due` is the deadline of whoever holds it now.

    `delivery`: how the person wants the result (desk, post, online).
    """

    id: UUID
    code: str
    state: int
    transfer: int
    title: str
    owner: str
    due_at: datetime | None
    next_due: datetime | None
    delivery: str


def passing(ids: Iterable[UUID], *, lock: bool = False) -> dict[UUID, Passing]:
    """These dossiers, whoever holds them; the caller has checked that its reader may know of them.

    `lock` keeps them as they are until the transaction ends.
    """
    rows = Dossier.objects.filter(pk__in=list(ids))
    rows = (rows.select_for_update().order_by("pk") if lock else rows).prefetch_related("parties")
    return {one.id: one for one in _lines(rows)}


def waits_for_giving(actor: Actor, *, text: str = "", after: str = "") -> Cut[Passing]:
    """What lies at the actor's desk to be handed to another, the next due first: one page.

    `text`: part of a code or of the owner's name, with or without diacritics; `after`: the cursor of the last page.
    """
    here = matters_of(actor.agency_id, "holder_agency_id")
    return _page(Dossier.objects.filter(TO_GIVE, here), text, after)


def waits_for_person(actor: Actor, *, text: str = "", after: str = "") -> Cut[Passing]:
    """Results that lie at the actor's desk for whoever filed, the next due first: one page, found by `text`."""
    here = matters_of(actor.agency_id, "holder_agency_id")
    ready = Q(
        state=State.DONE, transfer__in=[Transfer.NONE, Transfer.GIVEN_BACK], holder_role="return_officer"
    )
    return _page(Dossier.objects.filter(ready, here), text, after)


def _page(rows: QuerySet[Dossier], text: str, after: str) -> Cut[Passing]:
    if wanted := clean(text)[:100]:
        owner = DossierParty.objects.filter(
            dossier=OuterRef("pk"), role=PartyRole.OWNER, name_fold__contains=fold(wanted)
        )
        rows = rows.filter(Q(code__icontains=wanted) | Q(Exists(owner)))
    found = page(rows, "next_due", after, LENGTH)
    prefetch_related_objects(list(found.rows), "parties")
    return paged(_lines(found.rows), found.next)


def _lines(rows: Iterable[Dossier]) -> list[Passing]:
    found = []
    for row in rows:
        owner = next((party.name for party in row.parties.all() if party.role == "owner"), "")
        found.append(
            Passing(
                row.pk,
                row.code,
                row.state,
                row.transfer,
                row.procedure_title,
                owner,
                row.due_at,
                row.next_due,
                row.delivery,
            )
        )
    return found
