"""The coordinator opens a campaign, publishes its result and corrects it by a new version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency, agency_by_slug
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import ZONE, calendar, now
from tinhso.government.indices import access, events
from tinhso.government.indices.actions._frame import said
from tinhso.government.indices.models import Campaign, CampaignAgency, CampaignResult
from tinhso.government.indices.queries.campaigns import reckoned, unsettled, without_measured
from tinhso.government.indices.queries.sets import version_of
from tinhso.government.indices.rules.campaign import COORDINATOR, verifying_agency
from tinhso.government.indices.rules.reminding import last_working
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, Refused
from tinhso.lib.text import clean

MOST_AGENCIES = 500


@dataclass(frozen=True)
class Plan:
    """What a coordinator decides when a campaign begins; `opens`, the due moments and the period as they will hold."""

    title: str
    set_key: str
    period: tuple[date, date]
    opens: datetime
    declare_due: datetime
    verify_due: datetime
    appeal_days: int
    legal_basis: str
    agencies: tuple[UUID, ...]
    verifier: UUID
    second_verifier: UUID | None = None


@act("campaign.open")
def open_campaign(actor: Actor, plan: Plan) -> Campaign:
    """Begin a campaign with the set's components as they stand today, and tell the heads of those who take part.

    A last day that is a day off moves to the next working day. Invalid names every field that does not fit. Refused `annex_missing` while the set's components are not loaded.
    """
    account, office = _coordinator(actor)
    works = calendar().is_working_day
    plan = replace(
        plan,
        declare_due=last_working(plan.declare_due.astimezone(ZONE), works),
        verify_due=last_working(plan.verify_due.astimezone(ZONE), works),
    )
    _check(plan)
    version = version_of(plan.set_key)
    if not version.components:
        raise Refused(
            "annex_missing",
            _("Bộ chỉ số này chưa có phụ lục: chưa có tên, điểm và cách tính của chỉ số thành phần."),
            field="set_key",
            way_out=_("Người quản trị nạp phụ lục trước."),
        )
    parts = [_component(one, version.content) for one in version.components]
    _verifiable(plan, parts)
    campaign = Campaign.objects.create(
        title=clean(plan.title), set_key=version.key, set_title=version.title, set_from=version.valid_from,
        components=parts, period_first=plan.period[0], period_last=plan.period[1], opens_at=plan.opens,
        declare_due=plan.declare_due, verify_due=plan.verify_due, appeal_days=plan.appeal_days,
        legal_basis=clean(plan.legal_basis), coordinator_id=office, verifier_id=plan.verifier,
        second_verifier_id=plan.second_verifier, opened_by_id=account, opened_on=now(),
    )  # fmt: skip
    CampaignAgency.objects.bulk_create(
        [CampaignAgency(campaign=campaign, agency_id=one) for one in plan.agencies]
    )
    facts = {"set": version.key, "from": version.valid_from.isoformat(), "agencies": len(plan.agencies)}
    record(actor, "campaign.open", Subject("campaign", campaign.pk), facts)
    events.opened(campaign, list(plan.agencies))
    return campaign


@act("campaign.publish")
def publish(actor: Actor, campaign_id: UUID, *, decision: str, reason: str = "") -> CampaignResult:
    """Publish the result as it stands. The first needs nothing left open; a later one is a correction with a reason.

    Refused `still_open` tells how many values wait; Conflict when nothing changed since the last one.
    """
    account, _office = _coordinator(actor)
    campaign = Campaign.objects.select_for_update().filter(pk=campaign_id).first()
    if campaign is None or not access.coordinates(actor, campaign):
        raise access.unknown()
    waiting = unsettled(campaign)
    if waiting:
        raise Refused("still_open", "; ".join(waiting), way_out=_("Công bố khi không còn gì chờ."))
    last = campaign.results.first()
    text, named = said(reason), clean(decision)[:200]
    if last is not None and not text:
        raise Refused("reason_needed", _("Hãy nêu lý do đính chính."), field="reason")
    if not named:
        raise Refused("decision_needed", _("Ghi số, ngày của văn bản công bố."), field="decision")
    content = reckoned(campaign)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    if last is not None and without_measured(last.content) == without_measured(content):
        raise Conflict("nothing_changed", _("Kết quả không khác bản đã công bố."))
    number = last.number + 1 if last else 1
    result = CampaignResult.objects.create(
        campaign=campaign, number=number, content=content, sha256=digest, reason=text[:1000], decision=named,
        published_at=now(), published_by_id=account,
    )  # fmt: skip
    facts = {"number": number, "sha256": digest}
    record(
        actor, "campaign.publish", Subject("campaign", campaign.pk), facts, {"reason": text} if text else None
    )
    events.published(campaign, list(campaign.members.values_list("agency_id", flat=True)), number)
    return result


def _coordinator(actor: Actor) -> tuple[UUID, UUID]:
    """Their account and agency."""
    if actor.kind == "officer" and actor.has(COORDINATOR) and actor.agency_id and actor.account_id:
        return actor.account_id, actor.agency_id
    raise Forbidden("coordinator_needed", _("Chỉ người điều phối được mở đợt và công bố kết quả."))


def _check(plan: Plan) -> None:
    faults = []

    def wrong(field: str, message: str) -> None:
        faults.append(FieldError(field, message))

    if not clean(plan.title) or len(plan.title) > 200:
        wrong("title", _("Đặt tên đợt, tối đa 200 ký tự."))
    if not clean(plan.legal_basis) or len(plan.legal_basis) > 300:
        wrong("legal_basis", _("Ghi căn cứ mở đợt, tối đa 300 ký tự."))
    if plan.period[0] > plan.period[1]:
        wrong("period_last", _("Kỳ đánh giá phải kết thúc sau khi bắt đầu."))
    if not plan.opens < plan.declare_due < plan.verify_due:
        wrong("verify_due", _("Ngày mở, hạn khai, hạn thẩm định phải nối tiếp nhau."))
    if not 1 <= plan.appeal_days <= 60:
        wrong("appeal_days", _("Số ngày khiếu nại từ 1 đến 60 ngày làm việc."))
    if (
        not plan.agencies
        or len(set(plan.agencies)) != len(plan.agencies)
        or len(plan.agencies) > MOST_AGENCIES
    ):
        wrong("agencies", _("Chọn các cơ quan tham gia."))
    if plan.second_verifier == plan.verifier:
        wrong("second_verifier", _("Chọn một cơ quan khác cơ quan thẩm định chính."))
    if faults:
        raise Invalid(faults)


def _verifiable(plan: Plan, parts: list[dict[str, Any]]) -> None:
    """Nobody verifies their own: there is another for each who takes part, or the campaign does not begin."""
    named = {UUID(one["verifier_id"]) if one["verifier_id"] else None for one in parts}
    for place in plan.agencies:
        if any(verifying_agency(place, one, plan.verifier, plan.second_verifier) is None for one in named):
            raise Refused(
                "verifier_missing",
                _("%s không được tự thẩm định mình.") % agency(place).name,
                field="second_verifier",
                way_out=_("Chọn cơ quan thẩm định thứ hai."),
            )


def _component(one: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    mains = {main["code"]: main["name"] for main in content.get("main", [])}
    verifier = ""
    if one.get("verifier"):
        try:
            verifier = str(agency_by_slug(one["verifier"]).id)
        except NotFound:
            verifier = ""  # an agency that is no more: the campaign's own verifies
    return {
        "code": one["code"], "name": one["name"], "main": one["main"], "main_name": mains.get(one["main"], one["main"]),
        "points": str(one["points"]).replace(",", "."), "kind": one["kind"], "rule": one.get("rule", ""),
        "evidence": one.get("evidence", ""), "verifier_id": verifier, "measure": one.get("measure", ""),
    }  # fmt: skip
