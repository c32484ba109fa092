"""The citizen's rating: only by the citizen, after the result, once."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.access import check_own_account
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier
from tinhso.government.dossiers.actions._move import check_move
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Rating
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused


@verb("rate")
def rate(actor: Actor, dossier_id: UUID, *, score: int, comment: str = "", secret: str = "") -> Rating:
    """Rate from 1 (rất không hài lòng) to 5 (rất hài lòng). An officer cannot rate for the citizen.

    Of a dossier with an account only the account rates; of another, whoever holds the receipt's secret.
    """
    check_own_account(actor, lock_dossier(actor, dossier_id, secret=secret))
    return rate_as_citizen(actor, dossier_id, score=score, comment=comment, secret=secret)


def rate_as_citizen(actor: Actor, dossier_id: UUID, *, score: int, comment: str, secret: str) -> Rating:
    """The rating itself, in the transaction of the act that checked by which door the person came."""
    dossier = lock_dossier(actor, dossier_id, secret=secret)
    check_move(actor, dossier, "rate", secret=secret)
    if not 1 <= score <= 5:
        raise Refused("score_out_of_range", _("Chọn mức hài lòng từ 1 đến 5."), field="score")
    if Rating.objects.filter(dossier=dossier).exists():
        raise Conflict("rated_already", _("Bạn đã đánh giá hồ sơ này."))
    rating = Rating.objects.create(
        dossier=dossier,
        score=score,
        comment=text(comment, "comment", 2000),
        rated_at=now(),
        rated_by_id=actor.account_id,
    )
    note_event(actor, "rate", dossier, {"score": score}, comment=rating.comment)
    return rating
