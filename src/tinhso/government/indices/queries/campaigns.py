"""Campaigns as pages show them: each with a fixed number of queries, however many values there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency
from tinhso.foundation.worktime.api import now
from tinhso.government.indices.models import Campaign, CampaignAgency, CampaignResult, Declared
from tinhso.government.indices.queries.beside import Beside, of_member
from tinhso.government.indices.rules import campaign as rules
from tinhso.government.indices.rules.ranking import ranked
from tinhso.lib.actor import Actor

LIMIT = 50
_TWO = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """One component of an agency: what it asks, what was declared; `value` None where nothing was touched."""

    component: dict[str, Any]
    value: Declared | None

    @property
    def state(self) -> str:
        """Its state, empty where nothing was touched."""
        return self.value.state if self.value else ""


@dataclass(frozen=True)
class Progress:
    """How far an agency is."""

    agency_id: UUID
    name: str
    declared: int
    returned: int
    settled: int
    appealed: int
    left: int


def campaigns(actor: Actor) -> list[Campaign]:
    """Those that the actor declares in, verifies in, or coordinates; the newest first."""
    mine = Q(members__agency_id=actor.agency_id)
    mine |= Q(verifier_id=actor.agency_id) | Q(second_verifier_id=actor.agency_id)
    mine |= Q(coordinator_id=actor.agency_id)
    return list(Campaign.objects.filter(mine).distinct().order_by("-opens_at", "id")[:LIMIT])


def taking_part(actor: Actor, found: list[Campaign]) -> set[UUID]:
    """Those among these campaigns in which the actor's agency declares."""
    if actor.agency_id is None:
        return set()
    rows = CampaignAgency.objects.filter(agency_id=actor.agency_id, campaign__in=found)
    return set(rows.values_list("campaign_id", flat=True))


def sheet(member: CampaignAgency) -> list[Line]:
    """All components of the campaign with the agency's values."""
    values = {value.component: value for value in member.values.all()}
    return [Line(one, values.get(one["code"])) for one in member.campaign.components]


def to_verify(actor: Actor, after: str = "") -> tuple[list[Declared], str]:
    """What waits for the actor's agency, the longest waiting first, and the id after which the next page begins."""
    rows = Declared.objects.filter(verifier_id=actor.agency_id, state=rules.DECLARED)
    rows = rows.exclude(Q(member__agency_id=actor.agency_id) | Q(declared_by_id=actor.account_id))
    return _page(rows, after)


def to_judge(actor: Actor, after: str = "") -> tuple[list[Declared], str]:
    """Appeals that wait for the coordinator's agency."""
    rows = Declared.objects.filter(state=rules.APPEALED, member__campaign__coordinator_id=actor.agency_id)
    rows = rows.exclude(Q(verified_by_id=actor.account_id) | Q(member__agency_id=actor.agency_id))
    return _page(rows, after)


def _page(rows: Any, after: str) -> tuple[list[Declared], str]:
    try:
        start = UUID(after) if after else None
    except ValueError:
        start = None
    ordered = rows.select_related("member__campaign", "member__agency").order_by("id")
    if start is not None:
        ordered = ordered.filter(id__gt=start)
    found = list(ordered[: LIMIT + 1])
    return found[:LIMIT], str(found[LIMIT - 1].pk) if len(found) > LIMIT else ""


def progress(campaign: Campaign) -> list[Progress]:
    """Agency by agency: declared, waiting, settled, and how many components are still with it."""

    def of(*states: str) -> Count:
        return Count("values", filter=Q(values__state__in=states))

    rows = campaign.members.select_related("agency").annotate(
        declared=of(rules.DECLARED),
        returned=of(rules.RETURNED),
        settled=of(*rules.SETTLED),
        appealed=of(rules.APPEALED),
    )
    total = len(campaign.components)
    found = [
        Progress(row.agency_id, row.agency.name, row.declared, row.returned, row.settled, row.appealed,
                 total - row.declared - row.settled - row.appealed)
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.left, one.name))


def unsettled(campaign: Campaign) -> list[str]:
    """What keeps a result from being published, in sentences; empty when nothing does."""
    moment = now()
    values = Declared.objects.filter(member__campaign=campaign)
    told = []
    waiting = values.filter(state=rules.DECLARED).count()
    appealed = values.filter(state=rules.APPEALED).count()
    may_appeal = values.filter(state=rules.ADJUSTED, appeal_due__gte=moment).count()
    if waiting:
        told.append(_("Còn %s chỉ số chờ thẩm định.") % waiting)
    if appealed:
        told.append(_("Còn %s khiếu nại chưa giải quyết.") % appealed)
    if may_appeal:
        told.append(_("Còn %s điều chỉnh trong hạn khiếu nại.") % may_appeal)
    everything = campaign.members.count() * len(campaign.components)
    if moment <= campaign.declare_due and values.filter(state__in=rules.SETTLED).count() < everything:
        told.append(_("Chưa hết hạn khai và còn chỉ số chưa khai."))
    return told


def reckoned(campaign: Campaign) -> dict[str, Any]:
    """The result as it stands: each agency with its points by main index, ranked; texts only, ready for a snapshot."""
    members = list(campaign.members.all())
    values: dict[UUID, dict[str, Declared]] = {member.pk: {} for member in members}
    for value in Declared.objects.filter(member__campaign=campaign):
        values[value.member_id][value.component] = value
    mains = {one["main"]: one["main_name"] for one in campaign.components}
    most = sum((Decimal(one["points"]) for one in campaign.components), Decimal(0))
    rows = [
        _total(member, values[member.pk], campaign.components, mains, of_member(campaign, member.agency_id))
        for member in members
    ]
    places = ranked(rows, lambda row: Decimal(row["total"]), lambda row: str(row["name"]))
    found = [{**one.item, "rank": one.rank, "shared": one.shared} for one in places]
    return {
        "title": campaign.title, "set": campaign.set_title, "most": str(most.quantize(_TWO)),
        "period": [campaign.period_first.isoformat(), campaign.period_last.isoformat()],
        "mains": [{"code": code, "name": name} for code, name in mains.items()], "rows": found,
    }  # fmt: skip


def _total(
    member: CampaignAgency,
    values: dict[str, Declared],
    parts: Iterable[dict[str, Any]],
    mains: dict[str, str],
    measured: Mapping[str, Beside],
) -> dict[str, Any]:
    points = dict.fromkeys(mains, Decimal(0))
    told = []
    for one in parts:
        value = values.get(one["code"])
        counts = value is not None and value.state in rules.SETTLED and value.score is not None
        score = value.score if counts and value is not None else None
        if score is not None:
            points[one["main"]] += score
        told.append({
            "code": one["code"],
            "state": value.state if value else "",
            "declared": None if value is None or value.self_score is None else str(value.self_score.quantize(_TWO)),
            "score": None if score is None else str(score.quantize(_TWO)),
            **({"measured": measured[one["code"]].kept()} if one["code"] in measured else {}),
        })  # fmt: skip
    name = agency(member.agency_id).name
    return {
        "agency": str(member.agency_id), "name": name, "components": told,
        "points": {code: str(value.quantize(_TWO)) for code, value in points.items()},
        "total": str(sum(points.values(), Decimal(0)).quantize(_TWO)),
    }  # fmt: skip


def without_measured(content: Mapping[str, Any]) -> dict[str, Any]:
    """What was decided alone: a count that moved on by itself is no reason for a correction."""
    rows = [
        {**row, "components": [{key: one[key] for key in one if key != "measured"} for one in row["components"]]}
        for row in content["rows"]
    ]  # fmt: skip
    return {**content, "rows": rows}


def results() -> list[CampaignResult]:
    """The newest published version of each campaign, the newest first."""
    rows = CampaignResult.objects.order_by("campaign_id", "-number").distinct("campaign_id")
    return sorted(rows.select_related("campaign"), key=lambda one: one.published_at, reverse=True)
