"""The taker's signature on a list: what arrived goes on, what is missing is named and goes back to the giver."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.transfers.access import check_clerk, list_of
from tinhso.government.transfers.actions._ended import part_ended
from tinhso.government.transfers.models import HandList, ListedDossier, ListedPaper
from tinhso.government.transfers.rules.standing import RESULT_SENT, SENT
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused
from tinhso.lib.text import clean


@act("hand_list.take_over")
def take_over(actor: Actor, list_id: UUID, missing: Mapping[UUID, str] | None = None) -> HandList:
    """Sign for the list; `missing`: papers (by id) that were not there, each with what the officer remarks.

    A dossier with a missing paper goes back to the giver, who has a deadline to find it; the others go on.
    Raises Conflict when another officer was first, Forbidden for others than the taker's officers and for who
    signed as giver, Refused for papers of another list. Records `hand_list.take_over`.
    """
    found = HandList.objects.select_for_update().get(pk=list_of(actor, list_id).pk)
    check_clerk(actor, found.to_desk_id)
    if found.handed_at is None or found.taken_at is not None:
        raise Conflict(
            "hand_list_taken",
            _("Danh sách này đã có người xác nhận nhận, hoặc chưa được bàn giao."),
            way_out=_("Tải lại trang để xem tình trạng mới nhất."),
        )
    if found.handed_by == actor.account_id:
        raise Forbidden("two_people", _("Người giao và người nhận phải là hai người khác nhau."))
    named = dict(missing or {})
    papers = {one.pk: one for one in ListedPaper.objects.filter(line__hand_list=found)}
    if named.keys() - papers.keys():
        raise Refused("paper_unknown", _("Có giấy tờ không thuộc danh sách này."), field="missing")
    for key, remark in named.items():
        papers[key].missing, papers[key].remark = True, clean(remark)[:300]
        papers[key].save(update_fields=["missing", "remark"])
    lines = list(found.lines.filter(settled=False).select_related("transfer").order_by("id"))
    lines, ended = part_ended(lines, frozenset({SENT, RESULT_SENT}))
    back = sum(_settle(actor, found, line) for line in lines)
    found.taken_at, found.taken_by = now(), actor.account_id
    found.save(update_fields=["taken_at", "taken_by"])
    record(
        actor,
        "hand_list.take_over",
        Subject("hand_list", found.pk),
        {
            "number": found.number,
            "dossiers": len(lines),
            "incomplete": back,
            "missing": len(named),
            "ended": ended,
        },
    )
    return found


def _settle(actor: Actor, found: HandList, line: ListedDossier) -> bool:
    """One dossier of the list; True when papers of it are missing."""
    line.settled = True
    line.save(update_fields=["settled"])
    gone = [
        f"{one.name} ({one.remark})" if one.remark else one.name
        for one in line.papers.filter(missing=True).order_by("id")
    ]
    transfer = line.transfer
    if gone:
        reason = "; ".join(gone)[:4000]
        dossiers.report_missing(actor, transfer.dossier_id, reason=reason, listed=found.pk)
        return True
    dossiers.confirm_passed(actor, transfer.dossier_id, listed=found.pk)
    field = "arrived_at" if found.way == HandList.Way.OUT else "result_arrived_at"
    setattr(transfer, field, now())
    transfer.save(update_fields=[field])
    return False
