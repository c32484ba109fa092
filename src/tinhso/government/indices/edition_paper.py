"""A published period as a paper of the province's own layout: what is signed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import header
from tinhso.foundation.papers.api import Order, Sealed
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.indices.models import Edition, EditionValue
from tinhso.government.indices.rules.measured_set import MeasuredSet
from tinhso.lib.dates import vi_date, vi_moment
from tinhso.lib.money import number

KEY = "quality-period"


def order(made: Edition, values: Sequence[EditionValue], found: MeasuredSet) -> Order:
    """The paper: each component of the province, the sum of each agency, the digest of all values."""
    on = made.made_at.astimezone(ZONE).date()
    names = {one.code: one.name for group in found.groups for one in group.components}
    province = [one for one in values if one.agency_id is None]
    sums: dict[UUID, tuple[str, Decimal, Decimal]] = {}
    for one in values:
        if one.agency_id is not None:
            name, points, most = sums.get(one.agency_id, (one.agency_name, Decimal(0), Decimal(0)))
            if one.points is not None:
                points, most = points + one.points, most + one.most
            sums[one.agency_id] = (name, points, most)
    fields = {
        "period": f"{vi_date(made.first)} đến {vi_date(made.last)}",
        "version": f"{made.number}",
        "decision": found.decision,
        "moment": vi_moment(made.known_at),
        "reason": made.reason,
        "points": number(sum((one.points for one in province if one.points is not None), Decimal(0)), 2),
        "sha256": made.sha256,
        "signer": person_name(made.signer_id),
    }
    tables = {
        "components": [
            {
                "code": one.code,
                "name": names.get(one.code, ""),
                "share": f"{number(one.counted or 0)}/{number(one.among)}" if one.among else "",
                "points": {"idle": "Chưa phát sinh", "unmeasured": "Chưa đo được"}.get(
                    one.state, number(one.points or Decimal(0), 2)
                ),
                "most": number(one.most),
            }
            for one in province
        ],
        "agencies": [
            {"no": str(at), "name": name, "points": number(points, 2), "most": number(most)}
            for at, (name, points, most) in enumerate(
                sorted(sums.values(), key=lambda row: (-row[1], row[0])), 1
            )
        ],
    }
    place = header(on).full
    head = {"above": "", "office": place, "place": "", "address": "", "phone": ""}
    head["day"] = f"ngày {on:%d} tháng {on:%m} năm {on.year}"
    return Order(
        KEY,
        Subject("quality_edition", made.pk),
        on,
        head,
        fields,
        sealed=Sealed(dossier="", procedure="", system=f"Tỉnh Số – {place}"),
        tables=tables,
    )
