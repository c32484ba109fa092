"""The person confirms: by a drawn signature, by their account, or by the secret of their receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.handover.access import digest
from tinhso.government.handover.models import Confirmation
from tinhso.government.handover.rules.strokes import read
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused


def by_secret(secret: str) -> Confirmation:
    """The confirmation of a link that is open or was just used; NotFound for all others."""
    found = Confirmation.objects.filter(secret_digest=digest(secret)).first()
    if found is None:
        raise NotFound("confirmation_unknown", _("Liên kết này không đúng."))
    return found


@act("handover.confirm")
def confirm(
    actor: Actor, secret: str, *, strokes: Any = None, receipt: str = "", by_account: bool = False
) -> Confirmation:
    """Once, while the link lives. `strokes` a drawn signature; `receipt` the receipt's secret; `by_account` the
    signed-in person's own dossier.

    Raises Conflict when it was used or ran out, Refused for what is no signature, Forbidden for another's
    account, NotFound or Busy for a wrong secret. Records `handover.confirm` on the dossier.
    """
    found = Confirmation.objects.select_for_update().get(pk=by_secret(secret).pk)
    moment = now()
    if found.confirmed_at is not None or found.expires_at <= moment:
        raise Conflict(
            "confirmation_over",
            _("Liên kết này đã dùng hoặc đã hết 15 phút."),
            way_out=_("Nhờ cán bộ mở liên kết mới."),
        )
    if by_account:
        found.how, found.account = Confirmation.How.ACCOUNT, _owner(actor, found.dossier_id)
    elif receipt:
        code = dossiers.passing([found.dossier_id])[found.dossier_id].code
        dossiers.by_receipt(code, receipt, ip=actor.ip)
        found.how = Confirmation.How.RECEIPT
    else:
        drawn = read(strokes)
        if drawn is None:
            raise Refused("no_signature", _("Hãy ký vào khung rồi xác nhận."), field="strokes")
        found.how, found.strokes = Confirmation.How.SIGNATURE, drawn
    found.confirmed_at = moment
    found.save()
    record(
        actor,
        "handover.confirm",
        Subject("dossier", found.dossier_id),
        {"confirmation": found.pk, "how": found.how},
        {"receiver": found.receiver_name},
    )
    return found


def _owner(actor: Actor, dossier_id: UUID) -> UUID:
    if actor.kind != "resident" or actor.account_id is None:
        raise Forbidden("own_account_needed", _("Hãy đăng nhập bằng tài khoản đã nộp hồ sơ."))
    dossiers.for_resident(actor, dossier_id)
    return actor.account_id
