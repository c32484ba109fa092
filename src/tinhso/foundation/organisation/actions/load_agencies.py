"""Bring agencies and who continues them into the database."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.organisation.actions._changed import apply
from tinhso.foundation.organisation.actions.load_units import Key
from tinhso.foundation.organisation.models import Agency, AgencySuccession
from tinhso.foundation.organisation.rules.agency_rows import AgencyRow
from tinhso.foundation.organisation.rules.unit_rows import UnitTable
from tinhso.lib.text import sort_key

AGENCY_COLUMNS = (
    "name",
    "kind",
    "level",
    "unit_id",
    "parent_id",
    "vertical",
    "fields",
    "valid_from",
    "valid_to",
    "legal_basis",
    "note",
    "unverified",
    "sort_key",
)


def load_agencies(agencies: list[AgencyRow], units: UnitTable, unit_ids: dict[Key, UUID]) -> dict[str, UUID]:
    """Insert and change rows; gives the id of each agency by its slug."""
    existing = {row.slug: row for row in Agency.objects.all()}
    ids = {slug: row.id for slug, row in existing.items()}
    created, changed = [], []
    for row in _parents_first(agencies):
        unit = units.on(row.unit, row.valid_from)
        if unit is None:
            continue
        values = {
            "name": row.name,
            "kind": row.kind,
            "level": row.level,
            "unit_id": unit_ids[unit.key],
            "parent_id": ids[row.parent] if row.parent else None,
            "vertical": row.vertical,
            "fields": list(row.fields),
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            "legal_basis": row.legal_basis,
            "note": row.note,
            "unverified": list(row.unverified),
            "sort_key": sort_key(row.name),
        }
        old = existing.get(row.slug)
        if old is None:
            new = Agency(slug=row.slug, **values)
            ids[row.slug] = new.id
            created.append(new)
        elif apply(old, values):
            changed.append(old)
    Agency.objects.bulk_create(created)
    Agency.objects.bulk_update(changed, AGENCY_COLUMNS)
    return ids


def link_agencies(agencies: list[AgencyRow], ids: dict[str, UUID]) -> None:
    """Make the successions say what the rows say, in their order."""
    wanted = {
        (ids[row.slug], ids[slug]): rank for row in agencies for rank, slug in enumerate(row.successors)
    }
    present = {(link.predecessor_id, link.successor_id): link for link in AgencySuccession.objects.all()}
    for pair, link in present.items():
        if wanted.get(pair) != link.rank:
            link.delete()
    AgencySuccession.objects.bulk_create(
        AgencySuccession(predecessor_id=one, successor_id=two, rank=rank)
        for (one, two), rank in wanted.items()
        if (one, two) not in present or present[one, two].rank != rank
    )


def delete_missing_agencies(agencies: list[AgencyRow]) -> None:
    """Drop agencies that the folder no longer names; ProtectedError when something refers to one."""
    gone = Agency.objects.exclude(slug__in=[row.slug for row in agencies])
    ids = list(gone.values_list("id", flat=True))
    if ids:
        Agency.objects.filter(parent__in=ids).update(parent=None)
        AgencySuccession.objects.filter(successor__in=ids).delete()
        Agency.objects.filter(id__in=ids).delete()


def _parents_first(agencies: list[AgencyRow]) -> list[AgencyRow]:
    """Agencies ordered so that each comes after the one above it."""
    by_slug = {row.slug: row for row in agencies}
    done: dict[str, AgencyRow] = {}

    def visit(row: AgencyRow) -> None:
        if row.slug in done:
            return
        if row.parent and row.parent not in done:
            visit(by_slug[row.parent])
        done[row.slug] = row

    for row in agencies:
        visit(row)
    return list(done.values())
