"""Bring the province's dated names into the database."""

from __future__ import annotations

from typing import Any

from tinhso.foundation.organisation.models import ProvinceName


def load_names(rows: list[dict[str, Any]]) -> None:
    """Make the table say what `[[name]]` says."""
    wanted = {
        row["valid_from"]: (row["name"], row.get("sub_line", ""), row["unit"], row.get("valid_to"))
        for row in rows
    }
    present = {
        row.valid_from: (row.name, row.sub_line, row.unit_code, row.valid_to)
        for row in ProvinceName.objects.all()
    }
    if wanted == present:
        return
    ProvinceName.objects.all().delete()
    ProvinceName.objects.bulk_create(
        ProvinceName(name=name, sub_line=sub_line, unit_code=unit, valid_from=first, valid_to=last)
        for first, (name, sub_line, unit, last) in wanted.items()
    )
