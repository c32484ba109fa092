"""The giver's signature on a list: from now on the other desk holds its dossiers."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.transfers.access import check_clerk, list_of
from tinhso.government.transfers.actions._ended import part_ended
from tinhso.government.transfers.models import HandList
from tinhso.government.transfers.rules.standing import WAY
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict


@act("hand_list.hand_over")
def hand_over(actor: Actor, list_id: UUID) -> HandList:
    """All dossiers of the list leave this desk in one transaction.

    Raises Conflict when the list was handed over or given up before, Forbidden for others than the giver's
    officers. Records `hand_list.hand_over`, and `dossier.pass_on` on each dossier.
    """
    found = HandList.objects.select_for_update().get(pk=list_of(actor, list_id).pk)
    check_clerk(actor, found.from_desk_id)
    lines = list(found.lines.filter(settled=False).select_related("transfer").order_by("id"))
    if found.handed_at is not None or not lines:
        raise Conflict("hand_list_handed", _("Danh sách này đã bàn giao hoặc đã bỏ."))
    lines, ended = part_ended(lines, frozenset(WAY))
    if not lines:
        raise Conflict("hand_list_empty", _("Mọi hồ sơ của danh sách đã kết thúc. Hãy bỏ danh sách này."))
    moment = now()
    for line in lines:
        dossiers.pass_on(actor, line.transfer.dossier_id, to=found.to_desk_id, listed=found.pk)
        field = "sent_at" if found.way == HandList.Way.OUT else "result_sent_at"
        setattr(line.transfer, field, moment)
        line.transfer.save(update_fields=[field])
    found.handed_at, found.handed_by = moment, actor.account_id
    found.save(update_fields=["handed_at", "handed_by"])
    record(
        actor,
        "hand_list.hand_over",
        Subject("hand_list", found.pk),
        {"number": found.number, "to": found.to_desk_id, "dossiers": len(lines), "ended": ended},
    )
    return found
