"""What the room tells the sender, in the same transaction as the act (outbox)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from tinhso.foundation.notices.api import Recipient, notify
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject
from tinhso.government.petitions.models import Petition
from tinhso.lib.dates import vi_moment


def received(petition: Petition) -> None:
    """It arrived."""
    _tell("petition_received", petition, agency=_holder(petition), due=vi_moment(petition.answer_due))


def supplement_asked(petition: Petition, question: str) -> None:
    """Something is to be said more clearly."""
    _tell("petition_supplement", petition, agency=_holder(petition), question=question)


def forwarded(petition: Petition) -> None:
    """Another agency has it now."""
    _tell("petition_forwarded", petition, agency=_holder(petition), due=vi_moment(petition.answer_due))


def refused(petition: Petition) -> None:
    """Not taken in."""
    _tell("petition_refused", petition, agency=_holder(petition), reason=petition.refusal)


def answered(petition: Petition) -> None:
    """The answer is there."""
    _tell("petition_answered", petition, agency=_holder(petition))


def published(petition: Petition) -> None:
    """Everybody may read it."""
    _tell("petition_published", petition)


def _holder(petition: Petition) -> str:
    return agency(petition.holder_id).name


def _tell(key: str, petition: Petition, **context: Any) -> None:
    to = Recipient(
        petition.sender_name, petition.sender_email, petition.sender_phone, account_id=petition.account_id
    )
    with override("vi"):
        notify(key, to, {"code": petition.code, **context}, Subject("petition", petition.pk))
