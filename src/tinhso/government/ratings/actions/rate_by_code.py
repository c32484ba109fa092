"""A rating by the code on the receipt: by the person, once, never from behind the counter."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.ratings.models import UsedDoor
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden

How = Literal["qr", "tablet"]


@act("rating.by_code")
def rate_by_code(
    actor: Actor,
    code: str,
    token: str,
    *,
    score: int,
    comment: str = "",
    how: How = "qr",
    office: bool = False,
) -> None:
    """Rate a dossier whose result was handed over, from 1 to 5. `office`: the device is an officer's.

    Raises Forbidden for officers and their devices, NotFound for a wrong code, Refused before the result was
    handed over, Conflict when it was rated.
    """
    check_not_office(actor, office)
    rating = dossiers.rate_by_code(actor, code, token, score=score, comment=comment)
    UsedDoor.objects.create(dossier_id=rating.dossier_id, how=how, at=now())


def check_not_office(actor: Actor, office: bool) -> None:
    """Refuse whoever works here: an officer's account, or a device on which one signed in."""
    if actor.kind == "officer":
        raise Forbidden(
            "officer_rates",
            _("Cán bộ không được đánh giá thay người dân."),
            way_out=_(
                "Hãy để người nộp hồ sơ tự đánh giá, trên điện thoại của họ hoặc máy tính bảng ở quầy."
            ),
        )
    if office:
        raise Forbidden(
            "office_device_rates",
            _("Máy này đã dùng để làm việc của cán bộ nên không đánh giá được."),
            way_out=_("Hãy dùng điện thoại của bạn hoặc máy tính bảng ở quầy."),
        )
