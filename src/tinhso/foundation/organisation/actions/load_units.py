"""Bring administrative units and who took them over into the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from tinhso.foundation.organisation.actions._changed import apply
from tinhso.foundation.organisation.models import Unit, UnitSuccession
from tinhso.foundation.organisation.rules.kinds import LEVELS
from tinhso.foundation.organisation.rules.unit_rows import UnitRow, UnitTable
from tinhso.lib.text import sort_key

Key = tuple[str, date]
UNIT_COLUMNS = (
    "name",
    "type",
    "level",
    "valid_from",
    "valid_to",
    "legal_basis",
    "note",
    "unverified",
    "sort_key",
    "parent_id",
    "heirs_written",
    "heirs_basis",
)


def load_units(units: UnitTable) -> dict[Key, UUID]:
    """Insert and change rows; gives the id of each unit by its key."""
    rows = list(Unit.objects.all())
    keys = {row.key for row in units.rows}
    existing = {(row.code, row.valid_from): row for row in rows}
    # Rows whose key the folder no longer has: reused when only the first day moved, else deleted.
    stale = [row for row in rows if (row.code, row.valid_from) not in keys]
    ids: dict[Key, UUID] = {key: row.id for key, row in existing.items() if key in keys}
    for level in LEVELS:
        created, changed = [], []
        for row in units.rows:
            if row.level != level:
                continue
            values = _unit_values(row, units, ids)
            old = existing.get(row.key) or _moved(row, stale)
            if old is None:
                old = Unit(code=row.code, **values)
                created.append(old)
            elif apply(old, values):
                changed.append(old)
            ids[row.key] = old.id
        Unit.objects.bulk_update(changed, UNIT_COLUMNS)
        Unit.objects.bulk_create(created)
    return ids


def link_units(units: UnitTable, ids: dict[Key, UUID]) -> None:
    """Make the successions say what the table says."""
    wanted = {
        (ids[row.key], ids[heir.key]) for row in units.rows if row.successors for heir in units.heirs(row)
    }
    present = {(link.predecessor_id, link.successor_id): link for link in UnitSuccession.objects.all()}
    UnitSuccession.objects.filter(id__in=[present[pair].id for pair in present.keys() - wanted]).delete()
    UnitSuccession.objects.bulk_create(
        UnitSuccession(predecessor_id=one, successor_id=two) for one, two in sorted(wanted - present.keys())
    )


def delete_missing_units(ids: Iterable[UUID]) -> None:
    """Drop every unit but these; codes that overlap in time are refused here at the latest."""
    gone = Unit.objects.exclude(id__in=list(ids))
    UnitSuccession.objects.filter(successor__in=gone).delete()
    Unit.objects.filter(parent__in=gone).update(parent=None)
    gone.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS unit_code_no_overlap IMMEDIATE")


def _moved(row: UnitRow, stale: list[Unit]) -> Unit | None:
    """The stored unit of the same code and name whose first day the folder corrected."""
    for old in stale:
        if old.code == row.code and old.name == row.name:
            stale.remove(old)
            return old
    return None


def _unit_values(row: UnitRow, units: UnitTable, ids: dict[Key, UUID]) -> dict[str, Any]:
    parent = units.on(row.parent, row.valid_from) if row.parent else None
    return {
        "name": row.name,
        "type": row.type,
        "level": row.level,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "legal_basis": row.legal_basis,
        "note": row.note,
        "unverified": list(row.unverified),
        "sort_key": sort_key(row.name),
        "parent_id": ids[parent.key] if parent else None,
        "heirs_written": list(row.successors),
        "heirs_basis": row.successors_basis,
    }
