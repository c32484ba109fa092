"""The answer: drafted by an officer, approved by a leader, told to the sender."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.petitions import events
from tinhso.government.petitions.actions._frame import finish, take_up, verb, words
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.rules.moves import BEHAVIOUR
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@verb("draft")
def draft(
    actor: Actor,
    petition_id: UUID,
    *,
    answer: str,
    founded: bool | None = None,
    expected_version: int | None = None,
) -> Petition:
    """Write the answer for the leader. Of somebody's behaviour it says whether the petition proved true."""
    petition, move = take_up(actor, petition_id, "draft", expected_version=expected_version)
    if petition.kind == BEHAVIOUR and founded is None:
        raise Refused("finding_needed", _("Hãy chọn kết luận: đúng hay không đúng."), field="founded")
    petition.answer = words(answer, "answer", 20_000, needed=_("Hãy viết câu trả lời."))
    petition.answer_by_id = actor.account_id
    petition.answer_note = ""
    petition.founded = founded if petition.kind == BEHAVIOUR else None
    finish(actor, petition, move)
    return petition


@verb("send_back")
def send_back(
    actor: Actor, petition_id: UUID, *, reason: str, expected_version: int | None = None
) -> Petition:
    """The leader wants it written differently; the draft stays, with what the leader says."""
    petition, move = take_up(
        actor, petition_id, "send_back", reason=reason, expected_version=expected_version
    )
    _drafted(petition)
    petition.answer_note = words(reason, "reason", 2000)
    finish(actor, petition, move, text=petition.answer_note)
    return petition


@verb("approve")
def approve(actor: Actor, petition_id: UUID, *, expected_version: int | None = None) -> Petition:
    """The leader approves the draft: that is the answer, and the sender is told at once."""
    petition, move = take_up(actor, petition_id, "approve", expected_version=expected_version)
    _drafted(petition)
    if petition.answer_note:
        raise Refused(
            "draft_sent_back",
            _("Câu trả lời này đã bị yêu cầu soạn lại."),
            way_out=_("Hãy chờ bản soạn mới, hoặc tự soạn."),
        )
    petition.answered_at = now()
    petition.approved_by_id = actor.account_id
    late = petition.answered_at > petition.answer_due
    finish(actor, petition, move, late=late)
    events.answered(petition)
    return petition


def _drafted(petition: Petition) -> None:
    if not petition.answer:
        raise Refused("nothing_drafted", _("Chưa có câu trả lời nào được soạn."))
