"""The office's lists and what everybody may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tinhso.foundation.organisation.api import inherited, matters_of
from tinhso.foundation.worktime.api import now, today
from tinhso.government.petitions import access
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.queries.paging import Page, page
from tinhso.government.petitions.rules.moves import HANDLING, PUBLISHED, REFUSED, WAITING
from tinhso.lib.actor import Actor
from tinhso.lib.composed import Countable, Given, counted
from tinhso.lib.text import clean

LISTS = ("open", "late", "to_approve", "waiting", "closed")
# Counts are exact up to here; beyond it "more than" says enough.
COUNTED = 1000


def of_list(actor: Actor, name: str, moment: datetime | None = None) -> QuerySet[Petition]:
    """The rows of one list: what the agency has; for a monitor, what all agencies have. `moment`: now, if not given."""
    rows = access.visible(actor) if actor.has(access.SEES_ALL) else access.held(actor)
    if name == "closed":
        return rows.filter(closed_at__isnull=False)
    rows = rows.filter(closed_at__isnull=True)
    if name == "late":
        return rows.filter(next_due__lt=moment or now())
    if name == "to_approve":
        return rows.filter(state=HANDLING, answer_note="").exclude(answer="")
    return rows.filter(state=WAITING) if name == "waiting" else rows


def worklist(actor: Actor, name: str, after: str = "", limit: int = 30, text: str = "") -> Page:
    """A list of the office: what is late stands first, then by the due moment; closed ones newest first.

    `text`: part of its code, of the dossier's code, or words of the title. Never the sender: a name finds nobody here.
    """
    rows = of_list(actor, name).select_related("holder")
    if wanted := clean(text)[:100]:
        rows = rows.filter(
            Q(code__icontains=wanted) | Q(dossier_code__icontains=wanted) | Q(title__icontains=wanted)
        )
    if name == "closed":
        return page(rows, "closed_at", after, limit, newest=True)
    return page(rows, "next_due", after, limit)


def counts(actor: Actor) -> Mapping[str, int]:
    """How many each list holds, counted to `COUNTED` + 1."""
    return {name: _count(of_list(actor, name)) for name in LISTS}


def waiting(actor: Actor) -> tuple[int, bool]:
    """How many are open at the actor's office (of a monitor: at all), counted as in `counts`; whether one is late."""
    if actor.account_id is None or actor.agency_id is None:
        return 0, False

    def rows(given: Given) -> Countable:
        me = replace(actor, account_id=given["account"])
        return {name: of_list(me, name, given["now"]).values_list("pk") for name in ("open", "late")}

    shape = ("petitions", actor.kind, actor.agency_id, actor.roles, inherited(actor.agency_id), today())
    found = counted(shape, rows, COUNTED, now=now(), account=actor.account_id)
    return found["open"], bool(found["late"])


def _count(rows: QuerySet[Petition]) -> int:
    return rows.order_by()[: COUNTED + 1].count()


def published(after: str = "", limit: int = 20) -> Page:
    """What is public, the newest first."""
    rows = Petition.objects.filter(state=PUBLISHED).select_related("holder")
    return page(rows, "published_at", after, limit, newest=True)


def published_one(petition_id: UUID) -> Petition:
    """One public petition; NotFound for every other."""
    found = Petition.objects.filter(pk=petition_id, state=PUBLISHED).select_related("holder").first()
    if found is None:
        raise access.unknown()
    return found


def due_between(agency_id: UUID, first: datetime, last: datetime) -> QuerySet[Petition]:
    """Petitions that an agency had to answer in the period (`last` not included): each counts once, by its due
    moment. Refused ones are left out: they need no answer."""
    rows = Petition.objects.filter(
        matters_of(agency_id, "holder_id"), answer_due__gte=first, answer_due__lt=last
    )
    return rows.exclude(state=REFUSED)
