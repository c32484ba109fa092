"""A round of self-scoring of the demonstration: a few communes on the example set, their values in every state."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from random import Random
from uuid import UUID

from tinhso.demo.officers import Staff
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.indices import api as indices
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

SET = "vi-du-cao-lanh"
TITLE = "Đợt trình diễn: tự chấm điểm nhận thức số (không có thật)"
COMMUNES = 5
GOOD = {"1.1": {"choice": "0"}, "1.2": {"p0": "1", "p1": "1"}, "1.3": {"a": "9", "b": "10"}}
WEAK = {"1.1": {"choice": "1"}, "1.2": {"p0": "1"}, "1.3": {"a": "4", "b": "10"}}
# Of each commune in turn: what it declares and what became of it. What is not named is still with the agency.
WAYS: tuple[tuple[dict[str, dict[str, str]], dict[str, str]], ...] = (
    (GOOD, {"1.1": "accept", "1.2": "give_back", "1.3": "declare"}),
    (WEAK, {"1.1": "adjust", "1.2": "accept", "1.3": "declare"}),
    (GOOD, {"1.1": "accept", "1.2": "accept", "1.3": "accept"}),
    (WEAK, {"1.1": "declare", "1.2": "declare"}),
    (GOOD, {}),
)


def seed() -> int:
    """Make it once; how many values were declared. None where the province of the day lacks somebody it needs."""
    monitor, verifier, communes = _monitor(), _department(), _communes()
    if monitor is None or verifier is None or not communes or indices.campaign_named(TITLE):
        return 0
    staff = Staff(Random(11), worktime.today() - timedelta(days=30))  # noqa: S311 (the same each time)
    moment = worktime.now()
    year = worktime.today().year
    plan = indices.Plan(
        title=TITLE, set_key=SET, period=(date(year, 1, 1), date(year, 12, 31)), opens=moment - timedelta(days=9),
        declare_due=moment + timedelta(days=3), verify_due=moment + timedelta(days=12), appeal_days=5,
        legal_basis="Kế hoạch trình diễn, không có thật", agencies=tuple(communes), verifier=verifier,
    )  # fmt: skip
    try:
        with worktime.at(moment - timedelta(days=9)):
            campaign = indices.open_campaign(monitor, plan)
    except Refused as refusal:
        print(f"bỏ qua đợt tự chấm điểm mẫu: {refusal.code}: {refusal}", file=sys.stderr)
        return 0
    judge = staff.actor(verifier, "specialist")
    many = 0
    for place, (answers, became) in zip(communes, WAYS, strict=False):
        for code, end in became.items():
            _bring(campaign.pk, staff.actor(place, "specialist"), judge, code, answers[code], end)
            many += 1
    return many


def _bring(campaign: UUID, own: Actor, judge: Actor, code: str, inputs: dict[str, str], end: str) -> None:
    moment = worktime.now()
    with worktime.at(moment - timedelta(days=6)):
        value = indices.declare(own, campaign, code, inputs, note="Số khai mẫu.")
    with worktime.at(moment - timedelta(days=2)):
        if end == "accept":
            indices.accept(judge, value.pk)
        elif end == "adjust":
            indices.adjust(judge, value.pk, score="2", reason="Tài liệu chỉ chứng minh một phần (mẫu).")
        elif end == "give_back":
            indices.give_back(judge, value.pk, reason="Thiếu giấy mời họp (mẫu).")


def _monitor() -> Actor | None:
    """Who coordinates: somebody who monitors, above the communes."""
    for place in organisation.agencies(worktime.today(), level="province"):
        for info in identity.people_in_role(place.id, "monitor"):
            return Actor("officer", info.account_id, info.id, place.id, info.roles, info.name)
    return None


def _department() -> UUID | None:
    """A department with somebody who can verify: the shown one where there is one."""
    shown = identity.demo_places(worktime.today()).get("department")
    found = organisation.agencies(worktime.today(), level="province", kind="department")
    every = [*([shown] if shown else []), *found]
    return next((place.id for place in every if identity.people_in_role(place.id, "specialist")), None)


def _communes() -> list[UUID]:
    """The shown commune first, then some beside it."""
    shown = identity.demo_places(worktime.today()).get("commune")
    found = organisation.agencies(worktime.today(), level="commune", kind="peoples_committee")
    first = [shown.id] if shown else []
    return [*first, *(one.id for one in found if one.id not in first)][:COMMUNES]
