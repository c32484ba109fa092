"""An agency declares: saves drafts, hands them in, takes one back, appeals what was adjusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.api import attach, own_files
from tinhso.foundation.records.api import Subject, act
from tinhso.foundation.worktime.api import now
from tinhso.government.indices import access
from tinhso.government.indices.actions._frame import allow, component, finish, locked, said
from tinhso.government.indices.models import CampaignAgency, Declared
from tinhso.government.indices.rules import campaign as rules
from tinhso.government.indices.rules import scoring
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

MOST_FILES = 10


@act("declared.save")
def save(
    actor: Actor,
    campaign_id: UUID,
    code: str,
    inputs: Mapping[str, str],
    *,
    note: str = "",
    file_ids: Sequence[UUID] = (),
    expected_version: int | None = None,
) -> Declared:
    """Keep what was typed, good or not yet, with its evidence; the points are reckoned where they can be."""
    member = access.member_of(actor, campaign_id)
    value = _own(member, code)
    move = allow("save", value, access.who_is(actor, value), expected=expected_version)
    _fill(actor, value, inputs, note)
    finish(actor, value, move)
    _take_in(actor, value, file_ids)
    return value


@act("declared.declare")
def declare(
    actor: Actor,
    campaign_id: UUID,
    code: str,
    inputs: Mapping[str, str] | None = None,
    *,
    note: str = "",
    file_ids: Sequence[UUID] = (),
    expected_version: int | None = None,
) -> Declared:
    """Hand a value in. Without `inputs` what was saved counts. Refused where the rule cannot be applied."""
    member = access.member_of(actor, campaign_id)
    value = _own(member, code)
    if value.version == 0:
        first = allow("save", value, access.who_is(actor, value))
        _fill(actor, value, inputs or {}, note)
        finish(actor, value, first)
        expected_version = None
    move = allow("declare", value, access.who_is(actor, value), expected=expected_version)
    if inputs is not None:
        _fill(actor, value, inputs, note)
    value.self_score = score_of(member, code, value.inputs)
    value.declared_by_id, value.declared_at = actor.account_id, now()
    value.verified_by_id = value.verified_at = value.score = None
    finish(actor, value, move, score=value.self_score)
    _take_in(actor, value, file_ids)
    return value


@act("declared.take_back")
def take_back(actor: Actor, value_id: UUID, *, expected_version: int | None = None) -> Declared:
    """Take a value back into one's own hands while declaring is still open."""
    value = locked(access.value_of(actor, value_id))
    move = allow("take_back", value, access.who_is(actor, value), expected=expected_version)
    finish(actor, value, move)
    return value


@act("declared.appeal")
def appeal(
    actor: Actor,
    value_id: UUID,
    *,
    reason: str,
    file_ids: Sequence[UUID] = (),
    expected_version: int | None = None,
) -> Declared:
    """Object to an adjustment, once, within its limit."""
    value = locked(access.value_of(actor, value_id))
    text = said(reason)
    move = allow("appeal", value, access.who_is(actor, value), reason=text, expected=expected_version)
    if value.appeal_due is None or now() > value.appeal_due:
        raise Refused("appeal_too_late", _("Đã hết hạn khiếu nại kết quả của chỉ số này."))
    finish(actor, value, move, text=text, score=value.score)
    _take_in(actor, value, file_ids)
    return value


def score_of(member: CampaignAgency, code: str, inputs: Mapping[str, str]) -> Decimal:
    """The points that the component's rule gives these answers; Refused names the field that it cannot take."""
    one = component(member.campaign, code)
    rule = scoring.read(one["kind"], one.get("rule", ""), Decimal(one["points"]))
    try:
        return rule.score(Decimal(one["points"]), inputs)
    except scoring.BadInput as error:
        words = {
            "a": _("Nhập số a, từ 0 và không lớn hơn b."),
            "b": _("Nhập số b, từ 0."),
            "n": _("Nhập số lượng, từ 0."),
            "choice": _("Chọn một mức."),
            "points": _("Nhập điểm, từ 0 đến %s.") % one["points"],
        }
        raise Refused("input_needed", words[str(error)], field=str(error)) from error


def _own(member: CampaignAgency, code: str) -> Declared:
    """The agency's value for a component, locked; a new one (version 0) where nothing was touched."""
    CampaignAgency.objects.select_for_update().get(pk=member.pk)
    found = Declared.objects.filter(member=member, component=code).first()
    if found is not None:
        return locked(found)
    one = component(member.campaign, code)
    campaign = member.campaign
    named = UUID(one["verifier_id"]) if one.get("verifier_id") else None
    verifier = rules.verifying_agency(
        member.agency_id, named, campaign.verifier_id, campaign.second_verifier_id
    )
    assert verifier is not None, "a campaign without a verifier for somebody is never opened"
    return Declared(member=member, component=code, verifier_id=verifier, state=rules.DRAFT, version=0)


def _fill(actor: Actor, value: Declared, inputs: Mapping[str, str], note: str) -> None:
    value.inputs = {key[:10]: text.strip()[:60] for key, text in inputs.items() if text.strip()}
    value.note = said(note, "note")
    try:
        value.self_score = score_of(value.member, value.component, value.inputs)
    except Refused:
        value.self_score = None


def _take_in(actor: Actor, value: Declared, file_ids: Sequence[UUID]) -> None:
    subject = Subject("declared_value", value.pk)
    for stored in own_files(actor, list(file_ids)[:MOST_FILES]):
        attach(stored.id, subject)
