"""Reads of the national catalogue: entries of a day, imports, their changes and reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue.info import EntryInfo, EntryRow, Filter, ImportInfo
from tinhso.government.catalogue.models import CatalogueEntry, CatalogueImport, CatalogueUnread
from tinhso.government.catalogue.paging import Page, page
from tinhso.government.catalogue.rules.stored import from_json
from tinhso.lib.errors import NotFound
from tinhso.lib.held import held
from tinhso.lib.text import fold, sort_key

LIST = ("code", "title", "sort_key", "levels", "field", "issuer", "valid_from", "vanished_on")
LONGEST_SEARCH = 100
MOST_WORDS = 8
# Counts are exact up to here; beyond it "more than" says enough.
COUNTED = 1000


def known_on(on: date) -> QuerySet[CatalogueEntry]:
    """The versions known on a day, at most one for each code."""
    return CatalogueEntry.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on
    ).order_by("sort_key", "code")


def entry(code: str, on: date | None = None) -> EntryInfo:
    """What the catalogue said of a code as known on a day (default today). NotFound when it did not."""
    row = (
        known_on(on or today())
        .filter(code=code[:40].replace("\x00", ""))
        .select_related("brought_by")
        .first()
    )
    if row is None:
        raise NotFound(
            "catalogue_no_entry",
            _("Danh mục quốc gia đã nhập không có thủ tục mã %(code)s.") % {"code": code[:40]},
            way_out=_("Kiểm tra lại mã, hoặc nhập tệp danh mục mới."),
        )
    return info(row)


def info(row: CatalogueEntry) -> EntryInfo:
    """A row as a value."""
    return EntryInfo(
        code=row.code,
        title=row.title,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        vanished_on=row.vanished_on,
        digest=row.digest,
        record=from_json(row.record),
        import_id=row.brought_by_id,
        imported_from=row.brought_by.file_name,
    )


def narrowed(wanted: Filter) -> QuerySet[CatalogueEntry]:
    """The entries that a filter leaves."""
    rows = known_on(wanted.on or today())
    for word in fold(wanted.text[:LONGEST_SEARCH].replace("\x00", "")).split()[:MOST_WORDS]:
        rows = rows.filter(title_folded__contains=word)
    if wanted.level:
        rows = rows.filter(levels__contains=[wanted.level])
    if wanted.field:
        rows = rows.filter(field=wanted.field)
    if wanted.issuer:
        rows = rows.filter(issuer=wanted.issuer)
    if wanted.codes is not None:
        rows = rows.filter(code__in=wanted.codes)
    if wanted.but_not:
        rows = rows.exclude(code__in=wanted.but_not)
    if wanted.vanished is not None:
        rows = rows.filter(vanished_on__isnull=not wanted.vanished)
    return rows


def entries(wanted: Filter | None = None, after: str = "", limit: int = 50) -> Page[EntryRow]:
    """A page of entries in the Vietnamese order of their titles; `after` is the page before's `next`."""
    found = page(narrowed(wanted or Filter()).only(*LIST), ("sort_key", "code"), after, limit)
    return Page([_line(row) for row in found.rows], found.next)


def _line(row: CatalogueEntry) -> EntryRow:
    return EntryRow(
        row.code, row.title, tuple(row.levels), row.field, row.issuer, row.valid_from, row.vanished_on
    )


@held
def choices(name: str, on: date) -> tuple[tuple[str, int], ...]:
    """The values of `field` or `issuer` among the entries of a day with their counts, in Vietnamese order."""
    rows = known_on(on).order_by().exclude(**{name: ""}).values_list(name).annotate(n=Count("pk"))
    return tuple(sorted(rows, key=lambda row: sort_key(row[0])))


def imports(limit: int = 20) -> list[ImportInfo]:
    """The last imports, the newest first."""
    return [told(row) for row in CatalogueImport.objects.all()[:limit]]


def told(row: CatalogueImport) -> ImportInfo:
    """An import's row as a value."""
    names: dict[str, Any] = {name: getattr(row, name) for name in ImportInfo.__dataclass_fields__}
    return ImportInfo(**names)


def versions(code: str) -> list[CatalogueEntry]:
    """All versions of a code, the newest first."""
    return list(CatalogueEntry.objects.filter(code=code).select_related("brought_by").order_by("-valid_from"))


def unread_of(row: CatalogueEntry, after: str = "", limit: int = 50) -> Page[CatalogueUnread]:
    """What could not be read of this version, as the import that brought it reported: one page."""
    lines = CatalogueUnread.objects.filter(brought_by=row.brought_by_id, code=row.code)
    return page(lines, ("position", "id"), after, limit)


def unread_count(row: CatalogueEntry) -> int:
    """How many there are of them, counted to `COUNTED` + 1."""
    lines = CatalogueUnread.objects.filter(brought_by=row.brought_by_id, code=row.code)
    return lines.order_by()[: COUNTED + 1].count()
