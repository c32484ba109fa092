"""Write the heirs that administrators declared into the units' own files."""

from __future__ import annotations

from tinhso.foundation.organisation.models import Unit
from tinhso.foundation.organisation.rules.heir_rows import Heirs, RowKey, rewritten
from tinhso.foundation.organisation.rules.unit_rows import FILES
from tinhso.foundation.province.api import Folder, as_loaded

PART = "organisation"


def export_units() -> dict[str, str]:
    """The files of units/*.csv that differ from what was loaded, by relative path; the others stay as they were."""
    declared: dict[RowKey, Heirs] = {
        (unit.code, unit.valid_from.isoformat()): Heirs(tuple(unit.heirs_written), unit.heirs_basis)
        for unit in Unit.objects.exclude(heirs_basis="")
    }
    if not declared:
        return {}
    loaded = as_loaded(PART)
    paths = Folder(texts=loaded).matching(FILES)
    found = {path: rewritten(loaded[path].decode("utf-8-sig"), declared) for path in paths}
    return {path: text for path, text in found.items() if text is not None}
