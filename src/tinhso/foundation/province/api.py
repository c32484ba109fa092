"""The folder of a province: the only door to checking, loading, exporting it and to its switches.

Importing this module needs no database; only `load`, `export` and `setting` do.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinhso.foundation.province.faults import Fault, did_you_mean, nearest
from tinhso.foundation.province.folder import Folder, Row, check_columns, toml_or_fault
from tinhso.foundation.province.tables import check_array, check_days, check_table
from tinhso.foundation.province.toml_lines import TomlError, TomlFile
from tinhso.lib.actor import Actor

if TYPE_CHECKING:
    from tinhso.foundation.province.actions.load import Loaded

__all__ = [
    "Fault",
    "Folder",
    "Row",
    "TomlError",
    "TomlFile",
    "as_loaded",
    "check",
    "check_array",
    "check_columns",
    "check_days",
    "check_table",
    "colours",
    "colours_address",
    "did_you_mean",
    "export",
    "front_door",
    "load",
    "nearest",
    "section",
    "setting",
    "toml_or_fault",
]


def check(path: Path | str) -> list[Fault]:
    """All faults of the folder, sorted by file and line; empty when it is sound. No database."""
    from tinhso.foundation.province.checking import check_folder

    return check_folder(Path(path))


def load(path: Path | str, actor: Actor | None = None) -> Loaded:
    """Bring the folder into the database; unchanged parts are skipped.

    Refused with every fault when the check finds one, and with a unified diff (`Refused.diff`) when the
    load would overwrite what an operator changed on screen and nobody exported.
    """
    from tinhso.foundation.province.actions.load import load as run

    return run(Path(path), actor or Actor.system("province"))


def export(path: Path | str) -> list[str]:
    """Write the folder back as the database has it now; returns the files whose bytes changed."""
    from tinhso.foundation.province.actions.export import export as run

    return run(Path(path))


def setting(key: str, on: date | None = None) -> Any:
    """The value of a switch or fact of province.toml on a day (default: today).

    Keys: the name of a `[[switch]]` (`reception_hours`, `cut_off`, `supplement_clock`, …) or
    `section.name` (`brand.primary`, `contacts.hotline`, `retention.dossiers_years`). A key that the
    folder leaves out gives its documented default; an unknown key raises KeyError.
    """
    from tinhso.foundation.province.queries import setting as run

    return run(key, on)


def front_door(on: date | None = None) -> str:
    """`own` (people file on the province's own portal) or `national` (on the national portal alone) on a day.

    The law says which (the dated switch `front_door`); a demonstration may show the other one
    (`TINHSO_FRONT_DOOR`), which production refuses.
    """
    from tinhso.foundation.province.front_door import front_door as run

    return run(on)


def section(name: str, on: date | None = None) -> dict[str, Any]:
    """All values of a section (`brand`, `contacts`, `retention`, `province`) in one query."""
    from tinhso.foundation.province.queries import section as run

    return run(name, on)


def as_loaded(part: str) -> dict[str, bytes]:
    """The files of a part (`NAME` of its folder.py) as they were last loaded, by relative path; empty before."""
    from tinhso.foundation.province.queries import as_loaded as run

    return run(part)


def colours_address() -> str:
    """The address of the province's own colours (`/mau/<version>.css`); empty while it keeps the theme's."""
    from tinhso.foundation.province.rules.palette import stylesheet
    from tinhso.foundation.province.views.brand import address

    return address(stylesheet(section("brand")))


def colours() -> dict[str, str]:
    """Every colour of the pages by name (`primary`, `gold-bright`, …) as `#rrggbb`: the province's, or the theme's."""
    from tinhso.foundation.province.rules.palette import palette

    return palette(section("brand"))
