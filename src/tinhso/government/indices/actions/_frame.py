"""The frame of every act on a declared value: the row locked, the table asked, a move and an event kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.government.indices import access
from tinhso.government.indices.models import Campaign, Declared, DeclaredMove
from tinhso.government.indices.rules import campaign as rules
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused
from tinhso.lib.text import clean


def dates(campaign: Campaign) -> rules.Dates:
    """The moments of a campaign as the rules know them."""
    return rules.Dates(campaign.opens_at, campaign.declare_due, campaign.verify_due)


def component(campaign: Campaign, code: str) -> dict[str, Any]:
    """One component as it was when the campaign was opened."""
    found = next((one for one in campaign.components if one["code"] == code), None)
    if found is None:
        raise access.unknown()
    return dict(found)


def locked(value: Declared) -> Declared:
    """The same row, held until the act ends."""
    return (
        Declared.objects.select_for_update(of=("self",)).select_related("member__campaign").get(pk=value.pk)
    )


def allow(
    verb: str, value: Declared, who: frozenset[str], *, reason: str = "", expected: int | None = None
) -> rules.Move:
    """The move of the table. Conflict for an old page or a wrong state, Forbidden for whom it is not, Refused else."""
    if expected is not None and expected != value.version:
        raise Conflict(
            "stale_page",
            _("Chỉ số này đã thay đổi sau khi bạn mở trang."),
            way_out=_("Tải lại trang, kiểm tra thay đổi rồi làm lại."),
        )
    state = value.state if value.version else ""
    phase = dates(value.member.campaign).phase(now())
    found = rules.judge(verb, state, who=who, phase=phase, reason=reason)
    if isinstance(found, rules.Refusal):
        kinds: dict[str, type[Refused]] = {"move_not_allowed": Conflict, "not_yours": Forbidden}
        field = "reason" if found.code == "reason_needed" else None
        raise kinds.get(found.code, Refused)(found.code, found.message, field=field)
    return found


def finish(
    actor: Actor, value: Declared, move: rules.Move, *, text: str = "", score: Decimal | None = None
) -> None:
    """Put the value into the move's state and keep what was done. The event holds references only."""
    value.state = move.after
    value.version += 1
    value.save()
    last = value.moves.aggregate(last=Max("ordinal"))["last"] or 0
    assert actor.agency_id is not None
    assert actor.account_id is not None
    DeclaredMove.objects.create(
        value=value, ordinal=last + 1, verb=move.verb, before=move.before, after=move.after, at=now(),
        by_id=actor.account_id, agency_id=actor.agency_id, text=text, score=score,
    )  # fmt: skip
    facts: dict[str, Any] = {
        "campaign": value.member.campaign_id,
        "agency": value.member.agency_id,
        "component": value.component,
        "state": value.state,
    }
    if score is not None:
        facts["points"] = str(score)
    record(
        actor,
        f"declared.{move.verb}",
        Subject("declared_value", value.pk),
        facts,
        {"text": text} if text else None,
    )


def said(text: str, field: str = "reason") -> str:
    """A reason or note, cleaned; refused when it is too long."""
    found = clean(text)
    if len(found) > 2000:
        raise Refused("too_long", _("Chỉ viết tối đa %(n)s ký tự.") % {"n": 2000}, field=field)
    return found
