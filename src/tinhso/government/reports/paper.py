"""A report as a paper of the province's own layout."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import header
from tinhso.foundation.papers.api import Order, Sealed
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.reports.models import Report
from tinhso.government.reports.queries.declared import forms
from tinhso.government.reports.rules import tables
from tinhso.government.reports.words import period_name
from tinhso.lib.dates import vi_moment

KEY = "official-report"
MOST = 12


def order(row: Report) -> Order:
    """The paper: headings, one line for each row, the sums, the words beside them."""
    on = row.made_at.astimezone(ZONE).date()
    chosen, content = forms().get(row.form), row.content
    heads = headings(content)
    lines = [[one["name"], *map(str, one["cells"])] for one in content["lines"]]
    if "total" in content:
        lines.append([_("Tổng số"), *map(str, content["total"])])
    fields = {
        "form": chosen.title if chosen else row.form,
        "period": period_name(row.period),
        "moment": vi_moment(row.made_at),
        "to": row.to.name if row.to else "",
        "version": str(row.version) if row.version > 1 else "",
        "reason": row.reason,
        "stopped": str(content["stopped"]) if content.get("stopped") else "",
        "note": row.note,
        "maker": person_name(row.made_by_id),
        "signer": person_name(row.signer_id) if row.signer_id else "",
    }
    head = {"above": "", "office": row.agency.name, "place": "", "day": f"ngày {on:%d} tháng {on:%m} năm {on.year}",
            "address": "", "phone": ""}  # fmt: skip
    return Order(
        KEY,
        Subject("report", row.pk),
        on,
        head,
        fields,
        sealed=Sealed(dossier="", procedure="", system=f"Tỉnh Số – {header(on).full}"),
        tables={"heads": [_row(["", *heads])], "rows": [_row(line) for line in lines]},
        agency=row.agency_id,
    )


def headings(content: dict[str, Any]) -> list[str]:
    """Above each column; of tables on dossiers with the group's name."""
    if "heads" in content:
        return list(content["heads"])
    return [f"{column.group}: {str(column.label).lower()}" for column in tables.COLUMNS]


def _row(cells: list[str]) -> dict[str, str]:
    return {f"c{at}": cell for at, cell in enumerate(cells[: MOST + 1])}
