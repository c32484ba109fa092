"""A kept quarterly report as a paper of the province's own layout."""

from __future__ import annotations

from datetime import date

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import agency, header
from tinhso.foundation.papers.api import Order, Sealed
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.directives.models import Report
from tinhso.government.directives.rules import figures
from tinhso.government.directives.rules.path import JUDGED
from tinhso.government.directives.rules.standing import STANDINGS
from tinhso.lib import quarters
from tinhso.lib.dates import vi_date, vi_moment

KEY = "directive-report"


def order(row: Report) -> Order:
    """The paper: figures, what each agency has, every task, every target."""
    on = row.made_at.astimezone(ZONE).date()
    place = agency(row.agency_id).name if row.agency_id else header(on).full
    quarter = quarters.parse(row.quarter)
    lines = row.content["tasks"]
    counted = figures.count(lines)
    fields = {
        "period": quarter.name if quarter else row.quarter,
        "scope": place,
        "moment": vi_moment(row.made_at),
        "maker": person_name(row.made_by_id) if row.made_by_id else "",
        "silent": "; ".join(row.content["silent"]) or "Không có",
    }
    tables = {
        "figures": [{"name": label, "count": str(counted[key])} for key, label in figures.FIGURES.items()],
        "rows": [
            {
                "no": str(number),
                "title": line["title"] + (" (trình diễn)" if line["demo"] else ""),
                "document": line["document"],
                "agency": line["agency"],
                "head": line["head"],
                "due": vi_date(date.fromisoformat(line["due"])),
                "progress": f"{line['progress']} %",
                "standing": STANDINGS[line["standing"]],
            }
            for number, line in enumerate(lines, 1)
        ],
        "targets": [
            {
                "no": str(number),
                "name": one["name"],
                "value": f"{one['value']} {one['unit']}".strip() if one["value"] else "",
                "measured": one["measured"],
                "declared": one["declared"],
                "judged": JUDGED[one["judged"]],
            }
            for number, one in enumerate(row.content["targets"], 1)
        ],
    }
    head = {"above": "", "office": place, "place": "", "day": "", "address": "", "phone": ""}
    head["day"] = f"ngày {on:%d} tháng {on:%m} năm {on.year}"
    return Order(
        KEY,
        Subject("steering_report", row.pk),
        on,
        head,
        fields,
        sealed=Sealed(dossier="", procedure="", system=f"Tỉnh Số – {header(on).full}"),
        tables=tables,
        agency=row.agency_id,
    )
