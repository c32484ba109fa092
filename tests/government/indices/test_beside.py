"""What the platform counted, beside what an agency declared: on every page and in the result, never in its place."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.government.dossiers.world import MONDAY, build, officer
from tests.government.indices import stage
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.indices.actions import carry_sets, verify
from tinhso.government.indices.actions import declare as acts
from tinhso.government.indices.actions.run_campaign import open_campaign, publish
from tinhso.government.indices.measured.carry import load as load_measured
from tinhso.government.indices.measures.catalogue import MEASURES
from tinhso.government.indices.models import Declared, Fact
from tinhso.government.indices.queries import beside
from tinhso.government.indices.rules import scoring, sets
from tinhso.lib.errors import Conflict
from tinhso.lib.ids import new_id

MEASURED = "indices/qd766.toml"
SET = """[set]
key = "do"
title = "Bộ có số đo"
audience = "communes"
decision = "1/QĐ"
valid_from = 2022-01-01
source = "thử"
trust = "S"

[[main]]
code = "1"
name = "Hoạt động chính quyền số"

[[component]]
main = "1"
code = "1.1"
name = "Hồ sơ trực tuyến"
points = 10
kind = "ratio"
rule = "Số hồ sơ trực tuyến / Tổng số hồ sơ"
measure = "dossiers_online"

[[component]]
main = "1"
code = "1.2"
name = "Thủ tục có hồ sơ trực tuyến"
points = 4
kind = "steps"
rule = "2=4; 1=1"
measure = "procedures_filed_online"

[[component]]
main = "1"
code = "1.3"
name = "Văn bản chỉ đạo"
points = 6
kind = "points"
"""


@pytest.fixture
def world(db, settings, tmp_path):
    settings.STORAGE_DIR = tmp_path
    with at(MONDAY):
        yield build()


@pytest.fixture
def campaign(world):
    carry_sets.load(Folder(texts={"indices/sets/do-20220101.toml": SET.encode()}))
    load_measured(Folder(texts={MEASURED: (stage.PROVINCE / MEASURED).read_bytes()}))
    for number in range(5):
        Fact.objects.create(
            subject_id=new_id(), kind=1, agency_id=world.committee.pk, unit_code="08866", field_code="a",
            procedure_code="1", received_at=MONDAY - timedelta(days=40), known_from=MONDAY,
            online=number < 2, has_result=True,
        )  # fmt: skip
    Fact.objects.create(  # another agency's, and one of the year before
        subject_id=new_id(), kind=1, agency_id=world.other.pk, unit_code="08866", field_code="a", procedure_code="1",
        received_at=MONDAY - timedelta(days=40), known_from=MONDAY, online=True, has_result=True)  # fmt: skip
    Fact.objects.create(
        subject_id=new_id(), kind=1, agency_id=world.committee.pk, unit_code="08866", field_code="a", procedure_code="2",
        received_at=MONDAY - timedelta(days=400), finish_at=MONDAY - timedelta(days=399), known_from=MONDAY,
        online=True, has_result=True)  # fmt: skip
    Fact.objects.create(  # what the committee receives online
        subject_id=new_id(), kind=3, agency_id=world.committee.pk, unit_code="08866", field_code="a", procedure_code="1",
        received_at=MONDAY - timedelta(days=300), known_from=MONDAY, online=True, offered=True)  # fmt: skip
    return open_campaign(world.monitor, stage.plan(world, set_key="do"))


def page(client, actor, address):
    client.force_login(Account.objects.get(pk=actor.account_id))
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_both_are_shown_and_only_what_was_judged_counts(
    world, campaign, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        found = beside.of_member(campaign, world.committee.pk)
    with django_assert_max_num_queries(2):
        assert beside.of_member(campaign, world.committee.pk) == found, "held: the count itself is asked once"
    assert {code: (one.count.counted, one.count.among, one.points) for code, one in found.items()} == {
        "1.1": (2, 5, Decimal("4.0000")), "1.2": (1, 1, Decimal("1.0000")),
    }  # fmt: skip
    base = "/can-bo/tu-danh-gia/"
    form = page(client, world.specialist, f"{base}dot/{campaign.pk}/khai/1.1/")
    assert "Nền tảng đo được: 4,00 điểm" in form
    assert 'name="a"' in form
    assert 'value="2"' not in form.split('name="a"')[1][:80], "a measured count fills in no declaration"
    assert "/can-bo/qd-766/" not in form.split("Nền tảng đo được")[1].split("</form>")[0]
    led = page(client, world.leader, f"{base}dot/{campaign.pk}/khai/1.1/")
    assert f"/can-bo/qd-766/2026/3.3/?cq={world.committee.slug}" in led, (
        "the count opens for who reads running figures"
    )
    assert client.get(f"/can-bo/qd-766/2026/3.3/?cq={world.committee.slug}").status_code == 200
    assert "Nền tảng đo được" not in page(client, world.specialist, f"{base}dot/{campaign.pk}/khai/1.3/")
    rows = {
        "1.1": acts.declare(world.specialist, campaign.pk, "1.1", {"a": "4", "b": "5"}),
        "1.2": acts.declare(world.specialist, campaign.pk, "1.2", {"n": "1"}),
        "1.3": acts.declare(world.specialist, campaign.pk, "1.3", {"points": "6"}),
    }
    assert rows["1.1"].self_score == 8
    sheet = page(client, world.specialist, f"{base}dot/{campaign.pk}/khai/")
    assert "nền tảng đo được 4,00 điểm, số khai lệch +4,00" in sheet
    assert "nền tảng đo được 1,00 điểm, số khai lệch khớp" in sheet
    judged = page(client, world.outsider, f"{base}so/{rows['1.1'].pk}/")
    behind = f"{base}so/{rows['1.1'].pk}/ban-ghi/"
    assert f'href="{behind}"' in judged, "who verifies opens the records behind what was measured"
    shown = page(client, world.outsider, behind)
    assert shown.count("ts-dossier-code") == 5
    assert page(client, world.outsider, f"{behind}?ly-do=counted").count("ts-dossier-code") == 2
    assert page(client, world.outsider, f"{base}so/{rows['1.2'].pk}/ban-ghi/").count("2/5 hồ sơ") == 1
    assert "/can-bo/ho-so/" not in shown, "the dossier itself stays with the agency that handles it"
    assert client.get(f"{base}so/{rows['1.3'].pk}/ban-ghi/").status_code == 404, "nothing is measured of it"
    client.force_login(
        Account.objects.get(pk=officer("la", Agency.objects.get(pk=world.desk.pk), "specialist").account_id)
    )
    assert client.get(behind).status_code == 404, "another agency's officer"
    assert "2/5 hồ sơ" in judged
    assert "+4,00" in judged
    for row in rows.values():
        verify.accept(world.outsider, row.pk)
    assert Declared.objects.get(component="1.1").score == 8, "what was measured is no verdict"
    first = publish(world.monitor, campaign.pk, decision="1/QĐ")
    told = {one["code"]: one for one in first.content["rows"][0]["components"]}
    assert (told["1.1"]["declared"], told["1.1"]["score"]) == ("8.00", "8.00")
    assert (told["1.1"]["measured"]["points"], "measured" in told["1.3"]) == ("4.00", False)
    assert first.content["rows"][0]["total"] == "15.00"
    shown = page(client, world.monitor, f"/chi-so/dti/dot/{campaign.pk}/")
    assert "2/5 hồ sơ" in shown
    assert shown.index("+4,00") < shown.index("khớp"), "the widest gap first"
    taken = json.loads(client.get(f"/chi-so/dti/dot/{campaign.pk}.json").content)
    assert taken["rows"][0]["components"][0]["measured"]["among"] == 5
    with at(MONDAY + timedelta(days=3)), pytest.raises(Conflict):
        publish(world.monitor, campaign.pk, decision="2/QĐ", reason="số đo đi tiếp")


def test_nothing_happened_is_no_nought(world, campaign, client):
    Fact.objects.all().delete()
    found = beside.of_member(campaign, world.committee.pk)
    assert (found["1.1"].points, found["1.2"].points) == (None, 0)
    form = page(client, world.specialist, f"/can-bo/tu-danh-gia/dot/{campaign.pk}/khai/1.1/")
    assert "chưa phát sinh" in form


@pytest.mark.parametrize(
    ("kind", "rule", "measure", "said"),
    [
        ("ratio", "a / b", "dossiers_online", []),
        ("steps", "2=1", "dossiers_online", []),
        ("ratio", "a / b", "khong_co", ["measure"]),
        ("points", "", "dossiers_online", ["measure"]),
        ("choice", "Có=1; Không=0", "dossiers_online", ["measure"]),
    ],
)
def test_a_measure_stands_only_where_the_rule_asks_for_a_count(kind, rule, measure, said):
    row = {
        "main": "1",
        "code": "1.1",
        "name": "x",
        "points": "5",
        "kind": kind,
        "rule": rule,
        "measure": measure,
    }
    found = sets.component_faults({"set": {}, "main": [{"code": "1", "name": "y"}]}, [row], None, MEASURES)
    assert [one.column for one in found] == said


@given(st.integers(0, 60), st.integers(0, 60))
def test_measured_points_are_those_of_the_very_rule(above, more):
    told = scoring.counted("ratio", "a / b", Decimal(10), (above, above + more))
    if above + more == 0:
        assert told is None
    else:
        assert told == scoring.read("ratio", "a / b").score(
            Decimal(10), {"a": str(above), "b": str(above + more)}
        )
