"""Reads of the connection: figures, lists by keyset, numbers that never came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import connection
from django.db.models import Q, QuerySet

from tinhso.government.portal import access
from tinhso.government.portal.models import Outgoing, OutgoingState, Package, PackageState
from tinhso.lib.actor import Actor

# Counts are exact up to here; beyond it "more than" says enough.
COUNTED = 1000
LATEST_NUMBERS = 20_000
_SALT = "portal.cursor"

OUTGOING = ("held", "differing", "waiting", "sent")
PACKAGES = ("quarantined", "arriving")
LISTS = (*PACKAGES, *OUTGOING)


@dataclass(frozen=True)
class Page:
    """Rows, and the cursor of the next page (empty after the last one)."""

    rows: Sequence[Any]
    next: str = ""


def rows_of(actor: Actor, name: str, code: str = "") -> QuerySet[Any]:
    """The rows of a list that the actor may see; `code` narrows to codes that begin so."""
    if name in PACKAGES:
        wanted = PackageState.QUARANTINED if name == "quarantined" else PackageState.WAITING
        found = Package.objects.filter(access.of_actor(actor, "holder_agency_id"), state=wanted)
        return found.filter(portal_code__startswith=code) if code else found
    kinds = {
        "held": Q(state=OutgoingState.HELD),
        "waiting": Q(state=OutgoingState.WAITING),
        "sent": Q(state=OutgoingState.SENT),
        "differing": ~Q(differing=[]),
    }
    lines = Outgoing.objects.filter(access.of_actor(actor), kinds[name])
    return lines.filter(code__startswith=code) if code else lines


def figures(actor: Actor) -> dict[str, int]:
    """How many rows each list has, counted to 1,001."""
    return {name: rows_of(actor, name).order_by()[: COUNTED + 1].count() for name in LISTS}


def page(actor: Actor, name: str, *, after: str = "", limit: int = 30, code: str = "") -> Page:
    """One page of a list: packages by their deadline, lines by when they changed, the longest first."""
    by = "deadline" if name in PACKAGES else "changed_at"
    rows = rows_of(actor, name, code).order_by(by, "id")
    start = _read(after, by)
    if start is not None:
        moment, ident = start
        rows = rows.filter(Q(**{f"{by}__gt": moment}) | Q(**{by: moment, "id__gt": ident}))
    found = list(rows[: limit + 1])
    return Page(found[:limit], _write(found[limit - 1], by) if len(found) > limit else "")


def missing_numbers(most: int = 50) -> list[tuple[int, int]]:
    """Gaps (first, last) in the portal's stream among its latest numbers: packages that never arrived."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number + 1, following - 1 FROM ("
            " SELECT number, lead(number) OVER (ORDER BY number) AS following FROM portal_streamnumber"
            " WHERE number > (SELECT coalesce(max(number), 0) FROM portal_streamnumber) - %s) AS n"
            " WHERE following > number + 1 ORDER BY number LIMIT %s",
            [LATEST_NUMBERS, most],
        )
        return [(int(first), int(last)) for first, last in cursor.fetchall()]


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
