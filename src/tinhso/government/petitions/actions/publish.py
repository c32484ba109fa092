"""Publication: what everybody will read is written apart, checked for personal data, seen, then published."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.petitions import events
from tinhso.government.petitions.actions._frame import finish, take_up, verb, words
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.rules import clocks
from tinhso.government.petitions.rules.masking import mask, personal
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Invalid

FIELDS = ("title", "content", "answer")


def names_in(petition: Petition) -> list[str]:
    """Whose names must not stand in what is published: the sender and the officers it is about."""
    named = [person_name(account) for account in petition.named.values_list("account_id", flat=True)]
    return [n for n in (petition.sender_name, petition.officer_name, *named) if n.strip()]


def proposal(petition: Petition) -> dict[str, str]:
    """The public texts: as prepared so far, else the originals with personal data masked."""
    names = names_in(petition)
    return {
        field: getattr(petition, f"public_{field}") or mask(getattr(petition, field), names)
        for field in FIELDS
    }


@verb("prepare")
def prepare(
    actor: Actor,
    petition_id: UUID,
    *,
    title: str,
    content: str,
    answer: str,
    expected_version: int | None = None,
) -> Petition:
    """Write what will be public. Refused, field by field, while personal data is left in it."""
    petition, move = take_up(actor, petition_id, "prepare", expected_version=expected_version)
    texts = {"title": words(title, "title", 200), "content": words(content, "content", 8000),
             "answer": words(answer, "answer", 20_000)}  # fmt: skip
    _check(petition, texts)
    for field, text in texts.items():
        setattr(petition, f"public_{field}", text)
    petition.private_reason = ""
    finish(actor, petition, move)
    return petition


@verb("publish")
def publish(actor: Actor, petition_id: UUID, *, expected_version: int | None = None) -> Petition:
    """Publish exactly what was prepared; checked once more, since names may have been added meanwhile."""
    petition, move = take_up(actor, petition_id, "publish", expected_version=expected_version)
    _check(petition, {field: getattr(petition, f"public_{field}") for field in FIELDS})
    petition.published_at = now()
    due = clocks.publish_by(calendar(), petition.answered_at or petition.published_at)
    petition.publish_due = due
    finish(actor, petition, move, late=petition.published_at > due)
    events.published(petition)
    return petition


@verb("keep_private")
def keep_private(
    actor: Actor, petition_id: UUID, *, reason: str, expected_version: int | None = None
) -> Petition:
    """The answer stays between the sender and the office, with a reason; nothing more is to be done."""
    petition, move = take_up(
        actor, petition_id, "keep_private", reason=reason, expected_version=expected_version
    )
    petition.private_reason = words(reason, "reason", 1000)
    finish(actor, petition, move, text=petition.private_reason)
    return petition


def _check(petition: Petition, texts: dict[str, str]) -> None:
    names, faults = names_in(petition), []
    for field, text in texts.items():
        if not text:
            faults.append(FieldError(field, _("Phần này không được để trống.")))
        for one in personal(text, names)[:1]:
            told = {"text": text[one.start : one.end]}
            faults.append(
                FieldError(field, _("Còn dữ liệu cá nhân: “%(text)s”. Hãy bỏ hoặc thay bằng […].") % told)
            )
    if faults:
        raise Invalid(faults, code="personal_data_left")
