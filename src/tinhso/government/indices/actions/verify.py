"""The verifier accepts, adjusts or returns; the coordinator judges an appeal."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.foundation.worktime.api import Limit, Unit, calendar, now
from tinhso.government.indices import access, events
from tinhso.government.indices.actions._frame import allow, component, finish, locked, said
from tinhso.government.indices.models import Declared
from tinhso.government.indices.rules.sets import points
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@act("declared.accept")
def accept(actor: Actor, value_id: UUID, *, expected_version: int | None = None) -> Declared:
    """The declared points count."""
    value = locked(access.value_of(actor, value_id))
    move = allow("accept", value, access.who_is(actor, value), expected=expected_version)
    _verified(actor, value, value.self_score)
    finish(actor, value, move, score=value.score)
    return value


@act("declared.adjust")
def adjust(
    actor: Actor, value_id: UUID, *, score: str, reason: str, expected_version: int | None = None
) -> Declared:
    """Other points count, for a reason; the agency is told and may appeal within the campaign's limit."""
    value = locked(access.value_of(actor, value_id))
    text = said(reason)
    move = allow("adjust", value, access.who_is(actor, value), reason=text, expected=expected_version)
    given = _points(value, score)
    if given == value.self_score:
        raise Refused("same_points", _("Điểm không đổi: hãy bấm chấp nhận."), field="score")
    _verified(actor, value, given)
    days = Decimal(value.member.campaign.appeal_days)
    value.appeal_due = calendar().add(now(), Limit(days, Unit.WORKING_DAY))
    finish(actor, value, move, text=text, score=given)
    events.adjusted(value)
    return value


@act("declared.give_back")
def give_back(actor: Actor, value_id: UUID, *, reason: str, expected_version: int | None = None) -> Declared:
    """The agency declares it again, with what is missing."""
    value = locked(access.value_of(actor, value_id))
    text = said(reason)
    move = allow("give_back", value, access.who_is(actor, value), reason=text, expected=expected_version)
    finish(actor, value, move, text=text)
    events.returned(value, text)
    return value


@act("declared.uphold")
def uphold(actor: Actor, value_id: UUID, *, reason: str, expected_version: int | None = None) -> Declared:
    """The adjusted points stay after an appeal."""
    return _judged(actor, value_id, "uphold", reason, None, expected_version)


@act("declared.change")
def change(
    actor: Actor, value_id: UUID, *, score: str, reason: str, expected_version: int | None = None
) -> Declared:
    """An appeal is right: these points count."""
    return _judged(actor, value_id, "change", reason, score, expected_version)


def _judged(
    actor: Actor, value_id: UUID, verb: str, reason: str, score: str | None, expected: int | None
) -> Declared:
    value = locked(access.value_of(actor, value_id))
    text = said(reason)
    move = allow(verb, value, access.who_is(actor, value), reason=text, expected=expected)
    if score is not None:
        value.score = _points(value, score)
    value.judged_by_id = actor.account_id
    finish(actor, value, move, text=text, score=value.score)
    events.judged(value)
    return value


def _verified(actor: Actor, value: Declared, score: Decimal | None) -> None:
    value.score, value.verified_by_id, value.verified_at = score, actor.account_id, now()


def _points(value: Declared, text: str) -> Decimal:
    most = Decimal(component(value.member.campaign, value.component)["points"])
    given = points(text)
    if given is None or given > most:
        raise Refused("points_needed", _("Nhập điểm, từ 0 đến %s.") % most, field="score")
    return given
