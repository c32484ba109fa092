"""The register (sổ theo dõi hồ sơ, Mẫu 07), on pages and as a stream of any length."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from tinhso.government.dossiers import access
from tinhso.government.dossiers.queries.filters import Filter, apply
from tinhso.government.dossiers.queries.paging import Page, page
from tinhso.government.dossiers.queries.rows import DossierRow, rows_of, with_owner
from tinhso.lib.actor import Actor
from tinhso.lib.held import held


def register(
    actor: Actor, filters: Filter | None = None, *, after: str = "", limit: int = 50
) -> Page[DossierRow]:
    """One page of the register, the newest filing first."""
    rows = apply(access.visible(actor), filters or Filter())
    found = page(with_owner(rows), "filed_at", after, limit, descending=True)
    return Page(rows_of(found.rows), found.next)


def register_page(
    actor: Actor, filters: Filter | None = None, *, after: str = ""
) -> tuple[Page[DossierRow], int]:
    """One page and the number of all lines. A figure that is reckoned over all open work is reckoned once for both."""
    rows = apply(access.visible(actor), filters or Filter())
    found = page(with_owner(rows), "filed_at", after, 50, descending=True)
    return Page(rows_of(found.rows), found.next), rows.count()


def register_count(actor: Actor, filters: Filter | None = None) -> int:
    """How many lines the register has under the filter."""
    return apply(access.visible(actor), filters or Filter()).count()


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
    after = ""
    rows = with_owner(apply(access.visible(actor), filters or Filter()))
    while True:
        found = page(rows, "filed_at", after, 200, descending=True)
        yield from rows_of(found.rows)
        if not found.next:
            return
        after = found.next
