"""An officer asks the person to sign, or to confirm on their own telephone: one link, a quarter of an hour."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.handover.access import new_secret, result_at_desk
from tinhso.government.handover.models import Confirmation
from tinhso.government.handover.queries.open_items import check_posted
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused
from tinhso.lib.ids import new_id
from tinhso.lib.text import clean

LIFE = timedelta(minutes=15)


@act("handover.open")
def open_confirmation(actor: Actor, dossier_id: UUID, receiver_name: str) -> tuple[Confirmation, str]:
    """The confirmation and the secret of its link; earlier links of the dossier end.

    Raises Refused without a name or where the paper is elsewhere, and what `result_at_desk` raises. Records
    `handover.open`.
    """
    view, desk = result_at_desk(actor, dossier_id)
    who = clean(receiver_name).strip()
    if not who or len(who) > 250:
        raise Refused("receiver_needed", _("Hãy ghi tên người nhận kết quả."), field="receiver_name")
    if view.dossier.transfer in (1, 2, 4):
        raise Conflict("result_elsewhere", _("Kết quả giấy chưa về nơi người nộp đã nộp hồ sơ."))
    check_posted(dossier_id, "desk")
    assert actor.account_id is not None
    moment = now()
    Confirmation.objects.filter(dossier_id=dossier_id, confirmed_at=None, expires_at__gt=moment).update(
        expires_at=moment
    )
    secret, kept = new_secret()
    made = Confirmation.objects.create(
        id=new_id(),
        dossier_id=dossier_id,
        desk_id=desk,
        receiver_name=who,
        secret_digest=kept,
        opened_at=moment,
        opened_by=actor.account_id,
        expires_at=moment + LIFE,
    )
    record(
        actor,
        "handover.open",
        Subject("dossier", dossier_id),
        {"confirmation": made.pk, "code": view.dossier.code},
        {"receiver": who},
    )
    return made, secret
