"""The tables of the national catalogue."""

from tinhso.government.catalogue.models.entry import CatalogueEntry
from tinhso.government.catalogue.models.imports import CatalogueChange, CatalogueImport, CatalogueUnread
from tinhso.government.catalogue.models.opening_run import OpeningRun

__all__ = ["CatalogueChange", "CatalogueEntry", "CatalogueImport", "CatalogueUnread", "OpeningRun"]
