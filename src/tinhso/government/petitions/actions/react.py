"""Satisfied or not with a published answer: once for each person or receipt."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.government.petitions import access, receipt
from tinhso.government.petitions.actions._frame import verb
from tinhso.government.petitions.models import Petition, Reaction
from tinhso.government.petitions.rules.moves import PUBLISHED
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden


@verb("react")
def react(actor: Actor, petition_id: UUID, *, satisfied: bool, secret: str = "") -> Petition:
    """Say whether one is satisfied. Needs a resident's account, or the receipt of this very petition.

    The sender's account and receipt are one voice. Raises Forbidden for officers, Conflict the second time.
    """
    petition = Petition.objects.select_for_update().filter(pk=petition_id, state=PUBLISHED).first()
    if petition is None:
        raise access.unknown()
    voter = voice(actor, petition, secret)
    if voter is None:
        raise Forbidden(
            "voice_needs_person",
            _("Cần đăng nhập bằng tài khoản công dân, hoặc mở bằng mã tra cứu, để bày tỏ ý kiến."),
        )
    if Reaction.objects.filter(petition=petition, voter=voter).exists():
        raise Conflict("reacted_already", _("Bạn đã bày tỏ ý kiến về câu trả lời này."))
    Reaction.objects.create(petition=petition, voter=voter, satisfied=satisfied, at=now())
    petition.likes += satisfied
    petition.dislikes += not satisfied
    petition.save(update_fields=["likes", "dislikes"])
    facts = {"code": petition.code, "likes": petition.likes, "dislikes": petition.dislikes}
    record(Actor.system("petitions.react"), "petition.react", Subject("petition", petition.pk), facts)
    return petition


def voice(actor: Actor, petition: Petition, secret: str = "") -> str | None:
    """Under which digest the actor speaks; None for officers and for visitors without a receipt."""
    if actor.kind != "resident":
        return None
    if access.is_sender(actor, petition, secret):
        return receipt.voter("sender", petition.pk)
    return receipt.voter("account", actor.account_id) if actor.account_id is not None else None
