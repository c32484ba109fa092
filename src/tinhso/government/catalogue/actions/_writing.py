"""The rows of an import, written in batches: versions closed and opened, changes, the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Model

from tinhso.government.catalogue.models import (
    CatalogueChange,
    CatalogueEntry,
    CatalogueImport,
    CatalogueUnread,
)
from tinhso.government.catalogue.rules.gathering import Told
from tinhso.government.catalogue.rules.plan import Plan
from tinhso.government.catalogue.rules.stored import differences
from tinhso.lib.text import fold, sort_key

BATCH = 500
SHOWN = ("digest", "record", "title", "title_folded", "sort_key", "levels", "field", "issuer", "brought_by")


def write(
    row: CatalogueImport, plan: Plan, bodies: Mapping[str, dict[str, Any]], digests: Mapping[str, str]
) -> None:
    """Carry the plan out as of the import's day."""
    entries = [_entry(row, code, bodies[code], digests[code]) for code in plan.added]
    changes = [_change(row, "added", each.code, each.title) for each in entries]
    changes += _change_versions(row, plan.changed, bodies, digests)
    changes += _mark(row, plan)
    _insert(CatalogueEntry, entries)
    _insert(CatalogueChange, changes)


def write_report(row: CatalogueImport, report: Iterable[Told]) -> None:
    """Keep every line of the report in its order."""
    rows = (
        CatalogueUnread(
            brought_by=row,
            position=position,
            line=told.line,
            code=told.code,
            field=told.unread.field[:200],
            value=told.unread.value,
            reason=told.unread.reason,
        )
        for position, told in enumerate(report, 1)
    )
    _insert(CatalogueUnread, rows)


def _insert(model: type[Model], rows: Iterable[Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=BATCH)


def _entry(row: CatalogueImport, code: str, body: dict[str, Any], digest: str) -> CatalogueEntry:
    entry = CatalogueEntry(code=code, valid_from=row.day)
    return _fill(entry, row, body, digest)


def _fill(entry: CatalogueEntry, row: CatalogueImport, body: dict[str, Any], digest: str) -> CatalogueEntry:
    entry.digest, entry.record, entry.title = digest, body, body["name"]
    entry.title_folded = fold(f"{entry.code} {entry.title}")
    entry.sort_key = sort_key(entry.title)
    entry.levels = body.get("levels", [])
    entry.field, entry.issuer = body.get("field", ""), body.get("issuer", "")
    entry.brought_by = row
    return entry


def _change_versions(
    row: CatalogueImport,
    codes: list[str],
    bodies: Mapping[str, dict[str, Any]],
    digests: Mapping[str, str],
) -> list[CatalogueChange]:
    """Close what was known until the day before and open what is known now."""
    told, closed, opened, corrected = [], [], [], []
    for earlier in CatalogueEntry.objects.select_for_update().filter(valid_to=None, code__in=codes):
        body = bodies[earlier.code]
        fields = differences(earlier.record, body)
        told.append(_change(row, "changed", earlier.code, body["name"], fields))
        if earlier.valid_from == row.day:
            corrected.append(_fill(earlier, row, body, digests[earlier.code]))
        else:
            earlier.valid_to = row.day - timedelta(days=1)
            closed.append(earlier)
            opened.append(_entry(row, earlier.code, body, digests[earlier.code]))
    CatalogueEntry.objects.bulk_update(closed, ["valid_to"], batch_size=BATCH)
    CatalogueEntry.objects.bulk_update(corrected, list(SHOWN), batch_size=BATCH)
    _insert(CatalogueEntry, opened)
    return told


def _mark(row: CatalogueImport, plan: Plan) -> list[CatalogueChange]:
    """Mark what a whole file no longer holds, and take the mark from what has come back."""
    told = []
    living = CatalogueEntry.objects.filter(valid_to=None)
    for kind, codes, day in (("vanished", plan.vanished, row.day), ("returned", plan.returned, None)):
        living.filter(code__in=codes).update(vanished_on=day)
        titles = living.filter(code__in=codes).values_list("code", "title")
        told += [_change(row, kind, code, title) for code, title in titles]
    return told


def _change(
    row: CatalogueImport, kind: str, code: str, title: str, fields: list[dict[str, Any]] | None = None
) -> CatalogueChange:
    return CatalogueChange(brought_by=row, kind=kind, code=code, title=title, fields=fields or [])
