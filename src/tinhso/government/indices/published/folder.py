"""Published results' part of a province folder: what others measured and told, with its sources."""

from __future__ import annotations

from collections.abc import Iterator

from tinhso.foundation.province.api import Fault, Folder
from tinhso.government.indices.published.shape import DTI, FIGURES, INTERNAL, faults
from tinhso.lib.actor import Actor

NAME = "kết quả đã công bố"
OWNS = (DTI, INTERNAL, FIGURES)


def check_part(folder: Folder) -> Iterator[Fault]:
    """Faults of the files; each may be absent. No database."""
    yield from faults(folder)


def load_part(folder: Folder, actor: Actor) -> None:
    """Make the tables say what the files say; idempotent."""
    from tinhso.government.indices.published.carry import load

    load(folder)


def export_part() -> dict[str, str | bytes]:
    """The files as the database has them now."""
    from tinhso.government.indices.published.carry import export

    return dict(export())
