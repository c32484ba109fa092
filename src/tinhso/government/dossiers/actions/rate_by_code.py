"""The citizen's rating by the code on the receipt: it opens this one act on this one dossier, once."""

from __future__ import annotations

from typing import Literal

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.government.dossiers.actions.rate import rate_as_citizen
from tinhso.government.dossiers.models import Dossier, Rating
from tinhso.government.dossiers.receipt import plain_code, rating_code, receipt_secret
from tinhso.government.dossiers.rules.transitions import RETURNED
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound
from tinhso.lib.text import clean

Stage = Literal["waiting", "open", "rated"]


def check_rating_code(code: str, token: str) -> Stage:
    """Whether the dossier of this code can be rated with the token: `waiting` for its result, `open`, `rated`.

    Raises NotFound for a wrong pair, whether the dossier exists or not. The caller throttles.
    """
    found = _of(code, token)
    if Rating.objects.filter(dossier=found).exists():
        return "rated"
    return "open" if found.state == RETURNED else "waiting"


@act("dossier.rate")
def rate_by_code(actor: Actor, code: str, token: str, *, score: int, comment: str = "") -> Rating:
    """Rate from 1 to 5 by the receipt's rating code, which needs no account. An officer is refused.

    The rating names no account: whoever has the paper gave it.
    """
    found = _of(code, token)
    visitor = Actor(kind="resident", ip=actor.ip) if actor.kind == "resident" else actor
    return rate_as_citizen(visitor, found.pk, score=score, comment=comment, secret=receipt_secret(found))


def no_such_rating_code() -> NotFound:
    """The one answer to a wrong pair."""
    return NotFound(
        "rating_code_unknown",
        _("Mã hồ sơ hoặc mã đánh giá không đúng."),
        field="code",
        way_out=_("Xem lại hai mã trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả."),
    )


def _of(code: str, token: str) -> Dossier:
    found = Dossier.objects.filter(code=clean(code).upper()[:60]).first()
    expected = rating_code(found) if found else "nobody"
    if not constant_time_compare(plain_code(token), plain_code(expected)) or found is None:
        raise no_such_rating_code()
    return found
