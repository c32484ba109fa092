"""Reports' part of a province folder: `reports/*.toml`, forms and who owes them when."""

from __future__ import annotations

from collections.abc import Iterator

from tinhso.foundation.organisation.folder import agencies_of
from tinhso.foundation.province.api import Fault, Folder, toml_or_fault
from tinhso.government.reports.rules.regimes import faults
from tinhso.lib.actor import Actor

NAME = "chế độ báo cáo"
FILES = "reports/*.toml"
OWNS = (FILES,)
READS = ("agencies.toml", "units/*.csv")


def check_part(folder: Folder) -> Iterator[Fault]:
    """Faults of every file; there may be none. No database."""
    read = {name: toml_or_fault(folder, name) for name in folder.matching(FILES)}
    known = {
        one.get("key")
        for content in read.values()
        if not isinstance(content, Fault)
        for one in content.data.get("form", [])
    }
    slugs = {one.slug for one in agencies_of(folder)} if read else set()
    for name, content in read.items():
        if isinstance(content, Fault):
            yield content
            continue
        for table, at, message, way_out in faults(content.data, known, slugs):
            yield Fault(name, content.line(table, at), message, way_out)


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring the files in; idempotent."""
    from tinhso.government.reports.actions.carry import load

    load(folder)


def export_part() -> dict[str, str | bytes]:
    """Each file as it came."""
    from tinhso.government.reports.actions.carry import export

    return dict(export())
