"""Measured sets into the database and out again."""

from __future__ import annotations

from tinhso.foundation.province.api import Folder, toml_or_fault
from tinhso.foundation.province.faults import Fault
from tinhso.government.indices.measured.folder import FILES
from tinhso.government.indices.models import MeasuredSet


def load(folder: Folder) -> None:
    """Write what changed; a file that went takes its version along."""
    wanted = []
    for name in folder.matching(FILES):
        read = toml_or_fault(folder, name)
        assert not isinstance(read, Fault), read
        head = read.data["set"]
        wanted.append(
            MeasuredSet(
                file=name, key=head["key"], valid_from=head["valid_from"], valid_to=head.get("valid_to"),
                text=folder.read(name),
            )
        )  # fmt: skip
    known = {row.file: row for row in MeasuredSet.objects.all()}
    fresh = [
        row
        for row in wanted
        if row.file not in known or (known[row.file].text, known[row.file].key) != (row.text, row.key)
    ]
    kept = {row.file for row in wanted} - {row.file for row in fresh}
    MeasuredSet.objects.exclude(file__in=kept).delete()
    MeasuredSet.objects.bulk_create(fresh)


def export() -> dict[str, str]:
    """The files."""
    return {row.file: row.text for row in MeasuredSet.objects.order_by("file")}
