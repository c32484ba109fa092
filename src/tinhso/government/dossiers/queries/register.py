"""The register (sổ theo dõi hồ sơ, Mẫu 07), on pages and as a stream of any length."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier, Reach
from tinhso.government.dossiers.offices import pairs_of, pairs_one_by_one, shape_of
from tinhso.government.dossiers.queries.filters import Filter, apply
from tinhso.government.dossiers.queries.lines import Line, Place, read
from tinhso.government.dossiers.queries.paging import Page
from tinhso.government.dossiers.queries.pairs import narrowed
from tinhso.government.dossiers.queries.rows import DossierRow, rows_of
from tinhso.government.dossiers.queries.worklists import COUNTED, standing
from tinhso.lib.actor import Actor
from tinhso.lib.composed import Given, Value, counted
from tinhso.lib.held import held


def register(
    actor: Actor, filters: Filter | None = None, *, after: str = "", limit: int = 50
) -> Page[DossierRow]:
    """One page of the register, the newest filing first."""
    found = _page(actor, filters or Filter(), after, limit)
    return Page(rows_of(found.rows), found.next)


def register_page(
    actor: Actor, filters: Filter | None = None, *, after: str = ""
) -> tuple[Page[DossierRow], int]:
    """One page and the number of all lines, `COUNTED` + 1 where there are more than `COUNTED`.

    A figure that is reckoned over all open work is reckoned once for both.
    """
    wanted = filters or Filter()
    rows = apply(access.visible(actor), wanted) if wanted.load else None
    found = _page(actor, wanted, after, 50, rows)
    lines = Page(rows_of(found.rows), found.next)
    if rows is not None:
        return lines, rows.order_by()[: COUNTED + 1].count()
    shape, compose, values = _asked(actor, wanted)

    def ids(given: Given) -> QuerySet[Any, Any]:
        pairs = _pairs(actor, wanted, given)
        if pairs is None:
            return compose(given).values_list("pk")
        return pairs.filter(pairs_of(actor.agency_id)).values_list("dossier_id")

    return lines, counted(shape, lambda given: {"all": ids(given)}, COUNTED, **values)["all"]


def _pairs(actor: Actor, wanted: Filter, given: Given) -> QuerySet[Reach] | None:
    """The pairs of a register under a filter of a few choices; None where it is not told by an agency's pairs.

    Words, days and ids are looked for by indexes of their own.
    """
    if wanted.shape is None or not access.by_agency(actor):
        return None
    return narrowed(Reach.objects.order_by(), wanted, given["now"])


def register_count(actor: Actor, filters: Filter | None = None) -> int:
    """How many lines the register has under the filter."""
    return apply(access.visible(actor), filters or Filter()).count()


def _page(
    actor: Actor, wanted: Filter, after: str, limit: int, rows: QuerySet[Dossier] | None = None
) -> Page[Line]:
    shape, compose, values = _asked(actor, wanted)

    def page(given: Given, place: Place) -> QuerySet[Dossier]:
        if rows is not None:
            return rows
        pairs = _pairs(actor, wanted, given)
        if pairs is None or actor.agency_id is None:
            return compose(given)
        return Dossier.objects.filter(pk__in=place.first(pairs, pairs_one_by_one(actor.agency_id)))

    return read(shape, page, "filed_at", after, limit, descending=True, values=values)


def _asked(
    actor: Actor, wanted: Filter
) -> tuple[Hashable, Callable[[Given], QuerySet[Dossier]], dict[str, Value]]:
    """The register under a filter as `lib.composed` takes it: shape, conditions, values."""

    def compose(given: Given) -> QuerySet[Dossier]:
        return apply(access.visible(standing(actor, given)), wanted, given["now"])

    values: dict[str, Value] = {"now": now()}
    if actor.account_id is not None:
        values["account"] = actor.account_id
    return (("register", shape_of(actor), wanted) if wanted.shape is not None else None), compose, values


def agencies_of(actor: Actor) -> list[UUID]:
    """The agencies that decide the dossiers this officer may see; a new one is told within a minute."""
    return list(_deciding(Actor(kind=actor.kind, agency_id=actor.agency_id, roles=actor.roles)))


@held
def _deciding(office: Actor) -> tuple[UUID, ...]:
    """What officers of one agency and the same roles see is the same, whoever they are."""
    rows = access.visible(office).order_by().values_list("competent_id", flat=True)
    return tuple(rows.distinct())


def register_stream(actor: Actor, filters: Filter | None = None) -> Iterator[DossierRow]:
    """Every line, read in chunks, for exports; identifiers stay masked."""
    after, wanted = "", filters or Filter()
    rows = apply(access.visible(actor), wanted) if wanted.load else None
    while True:
        found = _page(actor, wanted, after, 200, rows)
        yield from rows_of(found.rows)
        if not found.next:
            return
        after = found.next
