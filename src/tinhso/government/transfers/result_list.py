"""The hand-over list of results as an official paper: code, content, kind of result, owner, fee, post."""

from __future__ import annotations

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import header
from tinhso.foundation.papers.api import Order, Sealed
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers import api as dossiers
from tinhso.government.transfers.models import HandList
from tinhso.lib.dates import vi_moment
from tinhso.lib.errors import NotFound


def order(made: HandList) -> Order:
    """The paper of one list; NotFound for a list of dossiers, which is no list of results."""
    if made.way != HandList.Way.BACK:
        raise NotFound("not_results", "Danh sách này bàn giao hồ sơ, không phải kết quả.")
    on = made.made_at.astimezone(ZONE).date()
    top = dossiers.letterhead(made.from_desk_id, None)
    ids = list(made.lines.order_by("id").values_list("transfer__dossier_id", flat=True))
    rows = [{"no": str(number), **row} for number, row in enumerate(dossiers.result_lines(ids), 1)]
    fields = {
        "number": made.number,
        "giver": made.from_desk.name,
        "taker": made.to_desk.name,
        "given": vi_moment(made.handed_at),
        "taken": vi_moment(made.taken_at),
        "total": f"{len(rows)} kết quả",
        "giver_name": person_name(made.handed_by) if made.handed_by else "",
        "taker_name": person_name(made.taken_by) if made.taken_by else "",
    }
    head = {
        "above": top.above,
        "office": top.office,
        "place": top.place,
        "address": top.address,
        "phone": top.phone,
        "day": dossiers.day_in_words(on),
    }
    return Order(
        "result-list",
        Subject("hand_list", made.pk),
        on,
        head,
        fields,
        sealed=Sealed(dossier="", procedure="", system=f"Tỉnh Số – {header(on).full}"),
        tables={"rows": rows},
        agency=made.from_desk_id,
    )
