"""Reads of the connection: figures, lists by keyset, numbers that never came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Count, Min, Q, QuerySet

from tinhso.foundation.organisation.api import inherited
from tinhso.foundation.worktime.api import now, today
from tinhso.government.portal import access
from tinhso.government.portal.actions import line
from tinhso.government.portal.models import (
    Line,
    LostNumbers,
    LostState,
    Outgoing,
    OutgoingState,
    Package,
    PackageState,
)
from tinhso.lib.actor import Actor
from tinhso.lib.composed import Countable, Given, counted

# Counts are exact up to here; beyond it "more than" says enough.
COUNTED = 1000
_SALT = "portal.cursor"

OUTGOING = ("held", "differing", "waiting", "sent", "settled")
PACKAGES = ("quarantined", "arriving")
LOST = "lost"
LISTS = (*PACKAGES, *OUTGOING, LOST)
# What waits for somebody stands in the order of its deadline.
_BY = {"held": "deadline", "quarantined": "deadline", "arriving": "deadline", LOST: "deadline"}


@dataclass(frozen=True)
class Page:
    """Rows, and the cursor of the next page (empty after the last one)."""

    rows: Sequence[Any]
    next: str = ""


def rows_of(actor: Actor, name: str, code: str = "") -> QuerySet[Any]:
    """The rows of a list that the actor may see; `code` narrows to codes that begin so."""
    if name == LOST:
        rows = LostNumbers.objects.filter(state=LostState.OPEN)
        return rows if access.sees_all(actor) else rows.none()
    if name in PACKAGES:
        wanted = PackageState.QUARANTINED if name == "quarantined" else PackageState.WAITING
        found = Package.objects.filter(access.packages_of(actor), state=wanted)
        return found.filter(portal_code__startswith=code) if code else found
    kinds = {
        "held": Q(state=OutgoingState.HELD),
        "waiting": Q(state=OutgoingState.WAITING),
        "sent": Q(state=OutgoingState.SENT),
        "settled": Q(state=OutgoingState.SETTLED),
        "differing": ~Q(differing=[]),
    }
    lines = Outgoing.objects.filter(access.lines_of(actor), kinds[name])
    return lines.filter(code__startswith=code) if code else lines


def figures(actor: Actor) -> dict[str, int]:
    """How many rows each list has, counted to 1,001."""
    return {name: rows_of(actor, name).order_by()[: COUNTED + 1].count() for name in LISTS}


def page(actor: Actor, name: str, *, after: str = "", limit: int = 30, code: str = "") -> Page:
    """One page of a list: what waits for somebody by its deadline, the others by when they changed."""
    by = _BY.get(name, "changed_at")
    rows = rows_of(actor, name, code).order_by(by, "id")
    start = _read(after, by)
    if start is not None:
        moment, ident = start
        rows = rows.filter(**{f"{by}__gte": moment})
        rows = rows.filter(Q(**{f"{by}__gt": moment}) | Q(**{by: moment, "id__gt": ident}))
    found = list(rows[: limit + 1])
    return Page(found[:limit], _write(found[limit - 1], by) if len(found) > limit else "")


def waiting_for(actor: Actor) -> tuple[int, bool]:
    """How many things wait for this very officer (held records, packages, lost numbers), and whether one is late.

    Asked for each of their pages: in one question, whose conditions are composed once for each office.
    """
    if not actor.has("system_admin", "unit_admin", "reception", "monitor"):
        return 0, False

    def rows(given: Given) -> Countable:
        every = list(enumerate(_held_by(actor)))
        held: Countable = {f"held{at}": found.values_list("pk") for at, found in every}
        late = {f"late{at}": found.filter(deadline__lt=given["now"]).values_list("pk") for at, found in every}
        return held | late

    took_over = inherited(actor.agency_id) if actor.agency_id is not None else ()
    shape = ("portal waiting", actor.kind, actor.agency_id, actor.roles, took_over, today())
    told = counted(shape, rows, COUNTED, now=now())
    held = sum(count for name, count in told.items() if name.startswith("held"))
    return min(held, COUNTED + 1), any(count for name, count in told.items() if name.startswith("late"))


def _held_by(actor: Actor) -> list[QuerySet[Any]]:
    """What the officer's own roles have to act on; a monitor, who acts on nothing, watches all of it."""
    held, apart = Q(state=OutgoingState.HELD), Q(state=PackageState.QUARANTINED)
    found: list[QuerySet[Any]] = []
    roles = [role for role in ("system_admin", "unit_admin", "reception") if actor.has(role)]
    if roles:
        found.append(Outgoing.objects.filter(access.lines_of(actor), held, who__in=roles))
    admins = [role for role in roles if role != "reception"]
    if admins:
        found.append(Package.objects.filter(access.packages_of(actor), apart, holder_role__in=admins))
    if not roles and actor.has("monitor"):
        found = [Outgoing.objects.filter(held), Package.objects.filter(apart)]
    if "system_admin" in roles or (not roles and actor.has("monitor")):
        found.append(LostNumbers.objects.filter(state=LostState.OPEN))
    return found


@dataclass(frozen=True)
class Standing:
    """The line as the page tells it. `waiting`: records that wait for it; `oldest`: since when the first of them."""

    line: Line
    waiting: int
    oldest: datetime | None


def standing(actor: Actor) -> Standing:
    """How the line stands for what this officer sees."""
    rows = Outgoing.objects.filter(access.lines_of(actor), state=OutgoingState.WAITING)
    told = rows.aggregate(n=Count("pk"), oldest=Min("changed_at"))
    return Standing(line.standing(), told["n"], told["oldest"])


def answers_of(code: str) -> Sequence[Package]:
    """Every package of one code, in the order of arrival."""
    return list(Package.objects.filter(portal_code=code).exclude(portal_code="").order_by("arrived_at", "id"))


def _write(row: Any, by: str) -> str:
    return signing.dumps([by, getattr(row, by).isoformat(), str(row.pk)], salt=_SALT, compress=True)


def _read(cursor: str, by: str) -> tuple[datetime, UUID] | None:
    try:
        column, moment, ident = signing.loads(cursor, salt=_SALT) if cursor else ("", "", "")
        return (datetime.fromisoformat(moment), UUID(ident)) if column == by else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
