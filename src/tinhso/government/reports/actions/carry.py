"""Forms and regimes into the database and out again."""

from __future__ import annotations

from tinhso.foundation.province.api import Folder
from tinhso.government.reports.folder import FILES
from tinhso.government.reports.models import Regimes
from tinhso.lib.held import forget_all


def load(folder: Folder) -> None:
    """Write what changed; a file that went takes its regimes along, reports that were made stay."""
    wanted = {name: folder.read(name) for name in folder.matching(FILES)}
    Regimes.objects.exclude(file__in=wanted).delete()
    for name, text in wanted.items():
        Regimes.objects.update_or_create(file=name, defaults={"text": text})
    forget_all()


def export() -> dict[str, str]:
    """The files."""
    return {row.file: row.text for row in Regimes.objects.order_by("file")}
