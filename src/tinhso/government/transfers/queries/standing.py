"""What a desk has to give, to take, and to wait for; each line with its deadline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tinhso.government.dossiers import api as dossiers
from tinhso.government.transfers.models import HandList, ListedDossier, Transfer
from tinhso.government.transfers.rules.standing import WAITING, WAY, standing
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut


@dataclass(frozen=True)
class Waiting:
    """One dossier that waits to be handed over; `again`: it went before, and papers were missing."""

    id: UUID
    dossier: dossiers.Passing
    again: bool


@dataclass
class Bundle:
    """All that can go on one list: to one desk, one way."""

    desk: Any
    way: str
    rows: list[Waiting] = field(default_factory=list)


def to_hand_over(actor: Actor, *, text: str = "", after: str = "") -> Cut[Bundle]:
    """What lies at the actor's desk and is on no list, by where it goes; the next due first, page by page."""
    waiting = dossiers.waits_for_giving(actor, text=text, after=after)
    free = Transfer.objects.filter(dossier_id__in=[one.id for one in waiting]).exclude(lines__settled=False)
    rows = {row.dossier_id: row for row in free.select_related("from_desk", "to_desk")}
    found: dict[tuple[str, UUID], Bundle] = {}
    for one in waiting:
        row = rows.get(one.id)
        if row is None:
            continue
        way = WAY[standing(one.state, one.transfer)]
        out = way == HandList.Way.OUT
        goes_to = row.to_desk if out else row.from_desk
        bundle = found.setdefault((way, goes_to.pk), Bundle(goes_to, way))
        sent = row.sent_at if out else row.result_sent_at
        bundle.rows.append(Waiting(row.pk, one, sent is not None))
    return waiting.of(found.values())


def deadlines(made: Iterable[HandList]) -> dict[UUID, datetime]:
    """By when each open list is to be confirmed: the first deadline among its dossiers."""
    lines = ListedDossier.objects.filter(hand_list__in=[one.pk for one in made], settled=False).values_list(
        "hand_list_id", "transfer__dossier_id"
    )
    told = dossiers.passing(dossier_id for _made, dossier_id in lines)
    found: dict[UUID, datetime] = {}
    for list_id, dossier_id in lines:
        one = told.get(dossier_id)
        if one is not None and one.transfer == WAITING and one.next_due is not None:
            found[list_id] = min(found.get(list_id, one.next_due), one.next_due)
    return found
