"""The national catalogue as imported: entries of a day, typed. An entry offers nothing until it is opened."""

from __future__ import annotations

from tinhso.government.catalogue.actions.import_file import Imported, import_file
from tinhso.government.catalogue.info import EntryInfo, EntryRow, Filter, ImportInfo
from tinhso.government.catalogue.paging import Page
from tinhso.government.catalogue.queries import entries, entry, imports
from tinhso.government.catalogue.rules.record import (
    DocumentCase,
    DocumentItem,
    Method,
    Record,
    ResultPaper,
    Unread,
    is_code,
    read_record,
)

__all__ = [
    "DocumentCase",
    "DocumentItem",
    "EntryInfo",
    "EntryRow",
    "Filter",
    "ImportInfo",
    "Imported",
    "Method",
    "Page",
    "Record",
    "ResultPaper",
    "Unread",
    "entries",
    "entry",
    "import_file",
    "imports",
    "is_code",
    "read_record",
]
