"""A desk's lists of paper, page by page: what comes, what is drawn up, what went out, what is closed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet

from tinhso.government.transfers.access import desks_of
from tinhso.government.transfers.models import HandList, ListedDossier
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut, paged
from tinhso.lib.text import clean

LISTS = ("coming", "drawn", "gone", "closed")
PAGE = 50
# Counts are exact up to here; beyond it "more than" says enough.
COUNTED = 1000
SALT = "transfers.cursor"
_BY = {"coming": "handed_at", "drawn": "made_at", "gone": "handed_at", "closed": "taken_at"}
_NUMBER = re.compile(r"0*(\d{1,9})(?:/BG(?:-(\d{4}))?)?", re.IGNORECASE)


def page(actor: Actor, name: str, *, text: str = "", after: str = "", limit: int = PAGE) -> Cut[HandList]:
    """One page of a list (a name of `LISTS`): open ones the oldest first, closed ones the newest first.

    `text`: a number as it stands on the paper, or part of the name of either desk. A forged `after` begins anew.
    """
    by, newest = _BY[name], name == "closed"
    sign, way = ("-", "lt") if newest else ("", "gt")
    order = (f"{sign}{by}", f"{sign}id")
    start = _read(after, by)
    parts = []
    for part in _parts(actor, name):
        rows = part.filter(_found(text)) if clean(text) else part
        if start is not None:
            moment, ident = start
            # The first condition says nothing new: it is the one by which an index starts there.
            rows = rows.filter(
                Q(**{f"{by}__{way}e": moment}),
                Q(**{f"{by}__{way}": moment}) | Q(**{by: moment, f"id__{way}": ident}),
            )
        parts.append(rows.order_by(*order).values_list(by, "id")[: limit + 1])
    # Each desk and side comes from its own index in order; only these few are put into one order.
    keys = sorted(set(_union(parts)), reverse=newest)
    told = HandList.objects.select_related("from_desk", "to_desk").in_bulk([key for _at, key in keys[:limit]])
    cursor = _write(by, *keys[limit - 1]) if len(keys) > limit else ""
    return paged([told[key] for _at, key in keys[:limit]], cursor)


def counts(actor: Actor) -> dict[str, int]:
    """How many open lists there are of each kind, counted to `COUNTED` + 1."""
    found = {}
    for name in LISTS[:-1]:
        parts = [part.values_list("pk")[: COUNTED + 1] for part in _parts(actor, name)]
        found[name] = min(len(_union(parts)), COUNTED + 1)
    return found


def _parts(actor: Actor, name: str) -> list[QuerySet[HandList]]:
    """The rows of a list, one set for each desk of the actor and each side of it: no row is in two of one side."""
    every = HandList.objects.all()
    waits = every.filter(Exists(ListedDossier.objects.filter(hand_list=OuterRef("pk"), settled=False)))
    found: list[QuerySet[HandList]] = []
    for desk in desks_of(actor):
        if name == "coming":
            found.append(waits.filter(to_desk=desk, handed_at__isnull=False, taken_at=None))
        elif name == "drawn":
            found.append(waits.filter(from_desk=desk, handed_at=None))
        elif name == "gone":
            found.append(waits.filter(from_desk=desk, handed_at__isnull=False, taken_at=None))
        else:
            found += [every.filter(from_desk=desk, taken_at__isnull=False)]
            found += [every.filter(to_desk=desk, taken_at__isnull=False)]
    return found


def _union(parts: list[QuerySet[HandList, Any]]) -> list[Any]:
    """The rows of all the sets, asked for at once."""
    return list(parts[0].union(*parts[1:], all=True)) if parts else []


def _found(text: str) -> Q:
    wanted = clean(text)[:100]
    number = _NUMBER.fullmatch(wanted)
    if number is None:
        return Q(from_desk__name__icontains=wanted) | Q(to_desk__name__icontains=wanted)
    serial = Q(serial=int(number[1]))
    return serial & Q(year=int(number[2])) if number[2] else serial


def _write(by: str, moment: datetime, ident: UUID) -> str:
    return signing.dumps([by, moment.isoformat(), str(ident)], salt=SALT, compress=True)


def _read(cursor: str, by: str) -> tuple[datetime, UUID] | None:
    try:
        column, moment, ident = signing.loads(cursor, salt=SALT) if cursor else ("", "", "")
        return (datetime.fromisoformat(moment), UUID(ident)) if column == by else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
