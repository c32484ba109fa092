"""Reminders of a campaign: which day, whom, once each; lateness reaches the coordinator; no deadline on a day off."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.government.dossiers.world import MONDAY, build, officer
from tests.government.indices import stage
from tinhso.foundation.identity.models import Person
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.worktime.api import ZONE, at
from tinhso.government.indices.actions import declare as acts
from tinhso.government.indices.actions import verify
from tinhso.government.indices.actions.remind import remind
from tinhso.government.indices.actions.run_campaign import open_campaign, publish
from tinhso.government.indices.rules import reminding

DUE = date(2026, 11, 30)  # a Monday


def weekdays(day: date) -> bool:
    return day.weekday() < 5 and day != date(2026, 12, 2)


@pytest.mark.parametrize(
    ("today", "left", "step"),
    [
        ("2026-11-20", 6, None),
        ("2026-11-23", 5, 5),
        ("2026-11-24", 4, 5),
        ("2026-11-26", 2, 2),
        ("2026-11-27", 1, 2),
        ("2026-11-28", 1, None),  # a Saturday
        ("2026-11-30", 0, 0),
        ("2026-12-01", -1, -1),
        ("2026-12-02", -1, None),  # a holiday
        ("2026-12-03", -2, -1),
        ("2026-12-04", -3, -3),
        ("2026-12-30", -21, -5),
    ],
)
def test_the_steps_are_working_days(today, left, step):
    day = date.fromisoformat(today)
    assert (reminding.left(DUE, day, weekdays), reminding.step(DUE, day, weekdays)) == (left, step)


@given(st.dates(date(2026, 10, 1), date(2027, 2, 1)))
def test_a_last_day_is_never_a_day_off_and_never_earlier(day):
    due = datetime(day.year, day.month, day.day, 17, tzinfo=ZONE)
    moved = reminding.last_working(due, weekdays)
    assert weekdays(moved.date())
    assert 0 <= (moved - due).days <= 3
    assert moved == due or not weekdays(day)


@pytest.fixture
def world(db, settings, tmp_path):
    settings.STORAGE_DIR = tmp_path
    with at(MONDAY):
        here = build()
        officer("lanh-dao-tham-dinh", here.other, "leader")
        Person.objects.update(email="can-bo@example.vn")
        stage.load_set()
        yield here


def titles():
    """What was said since the last time, the oldest first."""
    found = [row.title for row in Notice.objects.order_by("made_at", "id")]
    Notice.objects.all().delete()
    return found


def test_whoever_has_to_act_is_told_once_for_each_step(world):
    campaign = open_campaign(world.monitor, stage.plan(world))
    name = campaign.title
    titles()
    assert (remind(), remind()) == (1, 0)
    assert titles() == [f"Còn 3 chỉ số chưa gửi: {name}"]
    value = acts.declare(world.specialist, campaign.pk, "1.1", {"choice": "1"})
    with at(campaign.declare_due):
        assert remind() == 2
    assert sorted(titles()) == [f"Còn 1 chỉ số chờ thẩm định: {name}", f"Còn 2 chỉ số chưa gửi: {name}"]
    with at(MONDAY + timedelta(days=5)):
        assert remind() == 0, "nobody is told on a Saturday"
    with at(campaign.declare_due + timedelta(days=1)):
        assert remind() == 1
    told = titles()
    assert f"Hết hạn khai, 1 cơ quan chưa khai đủ: {name}" in told, "the coordinator hears who is late"
    with at(campaign.verify_due + timedelta(days=1)):
        remind()
        late = titles()
        assert late.count(f"Còn 1 chỉ số chờ thẩm định: {name}") == 2, "the verifier and the coordinator"
        verify.accept(world.outsider, value.pk)
        remind()
        assert titles() == [f"Kết quả đã đủ, chờ công bố: {name}"]
        publish(world.monitor, campaign.pk, decision="1/QĐ")
        titles()
    with at(campaign.verify_due + timedelta(days=3)):
        assert remind() == 0, "what is published is over"


def test_an_appeal_runs_its_own_days_and_then_waits_for_the_judge(world):
    campaign = open_campaign(world.monitor, stage.plan(world))
    value = acts.declare(world.specialist, campaign.pk, "1.1", {"choice": "1"})
    value = verify.adjust(world.outsider, value.pk, score="1", reason="x")
    for code, inputs in (("1.2", {"p0": "1"}), ("1.3", {"a": "1", "b": "1"})):
        verify.accept(world.outsider, acts.declare(world.specialist, campaign.pk, code, inputs).pk)
    with at(value.appeal_due - timedelta(minutes=1)):
        titles()
        assert (remind(), remind()) == (1, 0)
        assert titles() == [f"Chỉ số 1.1 đã điều chỉnh, còn khiếu nại được: {campaign.title}"]
        acts.appeal(world.specialist, value.pk, reason="y")
    with at(campaign.verify_due):
        titles()
        remind()
        assert titles() == [f"Còn 1 khiếu nại chờ giải quyết: {campaign.title}"]


def test_a_last_day_that_is_a_day_off_moves_to_the_next_working_day(world):
    first = MONDAY - timedelta(days=1)
    campaign = open_campaign(
        world.monitor,
        stage.plan(world, declare_due=first + timedelta(days=6), verify_due=first + timedelta(days=14)),
    )
    assert [campaign.declare_due.astimezone(ZONE).date(), campaign.verify_due.astimezone(ZONE).date()] == [
        date(2026, 11, 30), date(2026, 12, 7),
    ]  # fmt: skip
