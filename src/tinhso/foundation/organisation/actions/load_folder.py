"""Bring the units, agencies, names and codes of a proved folder into the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.actions.load_codes import load_codes
from tinhso.foundation.organisation.models import (
    Agency,
    AgencySuccession,
    ProvinceName,
    Unit,
    UnitSuccession,
)
from tinhso.foundation.organisation.rules.agency_rows import FILE as AGENCIES
from tinhso.foundation.organisation.rules.agency_rows import AgencyRow, read_agencies
from tinhso.foundation.organisation.rules.code_rows import merged, read_replaced, written_codes
from tinhso.foundation.organisation.rules.kinds import LEVELS
from tinhso.foundation.organisation.rules.unit_rows import UnitRow, UnitTable, read_units
from tinhso.foundation.province.api import Folder
from tinhso.lib.errors import Refused
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
)
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


@transaction.atomic
def load_folder(folder: Folder) -> None:
    """Insert, change and delete rows until the tables say what the folder says; idempotent.

    A row that dossiers or people refer to cannot be deleted: Refused, the way out is to end it by date.
    """
    units = read_units(folder)
    agencies = read_agencies(folder.toml(AGENCIES), units) if folder.exists(AGENCIES) else []
    try:
        _delete_missing_agencies(agencies)
        unit_ids = _load_units(units)
        agency_ids = _load_agencies(agencies, units, unit_ids)
        _delete_missing_units(unit_ids.values())
    except ProtectedError as error:
        first = next(iter(error.protected_objects))
        raise Refused(
            "unit_or_agency_in_use",
            _("Thư mục bỏ một đơn vị hoặc cơ quan đang được dùng (%(by)s).") % {"by": first._meta.label},
            way_out=_("Giữ lại dòng đó và đặt ngày kết thúc (valid_to) thay vì xoá."),
        ) from error
    _link_units(units, unit_ids)
    _link_agencies(agencies, agency_ids)
    province = folder.toml("province.toml").data if folder.exists("province.toml") else {}
    _load_names(province.get("name", []))
    written = list(written_codes(agencies, province.get("level1_code", [])))
    ends = {row.slug: row.valid_to for row in agencies}
    load_codes(merged(written, read_replaced(folder), ends), agency_ids)


def _delete_missing_agencies(agencies: list[AgencyRow]) -> None:
    gone = Agency.objects.exclude(slug__in=[row.slug for row in agencies])
    ids = list(gone.values_list("id", flat=True))
    if ids:
        Agency.objects.filter(parent__in=ids).update(parent=None)
        AgencySuccession.objects.filter(successor__in=ids).delete()
        Agency.objects.filter(id__in=ids).delete()


def _load_units(units: UnitTable) -> dict[Key, UUID]:
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
            elif _apply(old, values):
                changed.append(old)
            ids[row.key] = old.id
        Unit.objects.bulk_update(changed, UNIT_COLUMNS)
        Unit.objects.bulk_create(created)
    return ids


def _moved(row: UnitRow, stale: list[Unit]) -> Unit | None:
    """The stored unit of the same code and name whose first day the folder corrected."""
    for old in stale:
        if old.code == row.code and old.name == row.name:
            stale.remove(old)
            return old
    return None


def _delete_missing_units(ids: Iterable[UUID]) -> None:
    gone = Unit.objects.exclude(id__in=list(ids))
    UnitSuccession.objects.filter(successor__in=gone).delete()
    Unit.objects.filter(parent__in=gone).update(parent=None)
    gone.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS unit_code_no_overlap IMMEDIATE")


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
    }


def _apply(row: Any, values: dict[str, Any]) -> bool:
    """Set what differs; True when something did."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _link_units(units: UnitTable, ids: dict[Key, UUID]) -> None:
    wanted = {
        (ids[row.key], ids[heir.key]) for row in units.rows if row.successors for heir in units.heirs(row)
    }
    present = {(link.predecessor_id, link.successor_id): link for link in UnitSuccession.objects.all()}
    UnitSuccession.objects.filter(id__in=[present[pair].id for pair in present.keys() - wanted]).delete()
    UnitSuccession.objects.bulk_create(
        UnitSuccession(predecessor_id=one, successor_id=two) for one, two in sorted(wanted - present.keys())
    )


def _load_agencies(agencies: list[AgencyRow], units: UnitTable, unit_ids: dict[Key, UUID]) -> dict[str, UUID]:
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
        elif _apply(old, values):
            changed.append(old)
    Agency.objects.bulk_create(created)
    Agency.objects.bulk_update(changed, AGENCY_COLUMNS)
    return ids


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


def _link_agencies(agencies: list[AgencyRow], ids: dict[str, UUID]) -> None:
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


def _load_names(rows: list[dict[str, Any]]) -> None:
    wanted = {
        row["valid_from"]: (row["name"], row.get("sub_line", ""), row["unit"], row.get("valid_to"))
        for row in rows
    }
    present = {
        row.valid_from: (row.name, row.sub_line, row.unit_code, row.valid_to)
        for row in ProvinceName.objects.all()
    }
    if wanted == present:
        return
    ProvinceName.objects.all().delete()
    ProvinceName.objects.bulk_create(
        ProvinceName(name=name, sub_line=sub_line, unit_code=unit, valid_from=first, valid_to=last)
        for first, (name, sub_line, unit, last) in wanted.items()
    )
