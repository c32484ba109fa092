"""Units, agencies, codes and names of a province folder: prove, load, write back."""

from __future__ import annotations

from collections.abc import Iterator

from tinhso.foundation.organisation.rules.agency_rows import FILE as AGENCIES
from tinhso.foundation.organisation.rules.agency_rows import AgencyRow, read_agencies
from tinhso.foundation.organisation.rules.check_agencies import check_agencies
from tinhso.foundation.organisation.rules.check_codes import PROVINCE, check_codes
from tinhso.foundation.organisation.rules.check_names import check_names
from tinhso.foundation.organisation.rules.check_units import check_units
from tinhso.foundation.organisation.rules.code_rows import FILE as CODES
from tinhso.foundation.organisation.rules.unit_rows import FILES, read_units
from tinhso.foundation.province.api import Fault, Folder, toml_or_fault
from tinhso.lib.actor import Actor

NAME = "organisation"
OWNS = (FILES, AGENCIES, CODES)
READS = (PROVINCE,)


def check_part(folder: Folder) -> Iterator[Fault]:
    """All faults of units, agencies, codes and names. No database."""
    unit_faults = list(check_units(folder))
    yield from unit_faults
    units = read_units(folder)
    province = toml_or_fault(folder, PROVINCE) if folder.exists(PROVINCE) else None
    if province is not None and not isinstance(province, Fault):
        yield from check_names(province, units)
    if not folder.exists(AGENCIES):
        return
    toml = toml_or_fault(folder, AGENCIES)
    if isinstance(toml, Fault):
        yield toml
        return
    if unit_faults:
        # References into units that are themselves in doubt would only repeat the same fault.
        return
    faults = list(check_agencies(toml, units))
    yield from faults
    if not faults and province is not None and not isinstance(province, Fault):
        yield from check_codes(folder, province, read_agencies(toml, units))


def agencies_of(folder: Folder) -> list[AgencyRow]:
    """The folder's agencies, for other rooms' checks; none while the folder has no readable ones."""
    toml = toml_or_fault(folder, AGENCIES) if folder.exists(AGENCIES) else None
    if toml is None or isinstance(toml, Fault) or list(check_units(folder)):
        return []
    units = read_units(folder)
    return [] if list(check_agencies(toml, units)) else read_agencies(toml, units)


def unit_codes_of(folder: Folder) -> set[str]:
    """The codes of the folder's units, of any day."""
    return {row["code"] for name in folder.matching(FILES) for row in folder.rows(name)}


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring units, agencies, codes and names into the database. `actor` is who loads."""
    from tinhso.foundation.organisation.actions.load_folder import load_folder

    load_folder(folder)


def export_part() -> dict[str, str | bytes]:
    """Codes of agencies and heirs of units change on screen; everything else stays as it was loaded."""
    from tinhso.foundation.organisation.actions.export_codes import export_codes
    from tinhso.foundation.organisation.actions.export_units import export_units

    return {CODES: export_codes(), **export_units()}
