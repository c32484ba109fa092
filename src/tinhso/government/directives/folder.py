"""Steering's part of a province folder: documents and targets whose facts have a public source."""

from __future__ import annotations

from collections.abc import Iterator

from tinhso.foundation.organisation.folder import agencies_of
from tinhso.foundation.province.api import Fault, Folder
from tinhso.government.directives.folder_rows import ENTERED, FILES, faults
from tinhso.lib.actor import Actor

NAME = "văn bản chỉ đạo"
OWNS = (FILES,)
READS = ("agencies.toml", "units/*.csv")


def check_part(folder: Folder) -> Iterator[Fault]:
    """Faults of the files, a measure that the platform does not count among them; there may be none. No database."""
    if folder.matching(FILES):
        from tinhso.government.directives.measures import known

        yield from faults(folder, {one.slug for one in agencies_of(folder)}, known())


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring documents and targets in; idempotent. What was entered on screen stays as it is."""
    from tinhso.government.directives.actions.load_folder import load

    load(folder)


def export_part() -> dict[str, str | bytes]:
    """The public documents that were entered on screen; what was loaded is written back as it was."""
    from tinhso.government.directives.actions.export_folder import export

    text = export()
    return {ENTERED: text} if text else {}
