"""A campaign on real PostgreSQL and through its pages: declare, verify, appeal, publish, correct."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from tests.government.dossiers.world import MONDAY, build
from tests.government.indices import stage
from tinhso.foundation.identity.models import Account, Person
from tinhso.foundation.notices.api import notices_of
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at
from tinhso.government.indices.actions import declare as acts
from tinhso.government.indices.actions import verify
from tinhso.government.indices.actions.run_campaign import open_campaign, publish
from tinhso.government.indices.models import CampaignResult, Declared, DeclaredMove
from tinhso.government.indices.queries import campaigns as reads
from tinhso.lib.errors import Conflict, Forbidden, Invalid, NotFound, Refused

GOOD = {"1.1": {"choice": "1"}, "1.2": {"p0": "1", "p1": "1"}, "1.3": {"a": "3", "b": "4"}}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n167\n%%EOF\n"


def sign_in(client, actor):
    client.force_login(Account.objects.get(pk=actor.account_id))


@pytest.fixture
def world(db, settings, tmp_path):
    settings.STORAGE_DIR = tmp_path
    with at(MONDAY):
        yield build()


@pytest.fixture
def campaign(world):
    return stage.campaign(world)


@pytest.fixture
def written_to(world):
    """The commune's leader has an address."""
    Person.objects.filter(account_id=world.leader.account_id).update(email="lanh-dao@example.vn")


def declared(world, campaign):
    return {code: acts.declare(world.specialist, campaign.pk, code, inputs) for code, inputs in GOOD.items()}


def test_from_the_first_draft_to_the_corrected_result(world, written_to, campaign):
    draft = acts.save(world.specialist, campaign.pk, "1.3", {"a": "3"}, note="đang đếm")
    assert (draft.state, draft.self_score) == ("draft", None)
    with pytest.raises(Refused, match="b"):
        acts.declare(world.specialist, campaign.pk, "1.3", {"a": "3"})
    rows = declared(world, campaign)
    assert {code: row.self_score for code, row in rows.items()} == {
        "1.1": Decimal("5"), "1.2": Decimal("10"), "1.3": Decimal("7.5"),
    }  # fmt: skip
    for actor in (world.specialist, world.leader):
        with pytest.raises(Forbidden):
            verify.accept(actor, rows["1.1"].pk)
    with pytest.raises(Refused, match="chờ thẩm định"):
        publish(world.monitor, campaign.pk, decision="1/QĐ")
    verify.accept(world.outsider, rows["1.1"].pk)
    back = verify.give_back(world.outsider, rows["1.2"].pk, reason="Thiếu giấy mời họp")
    assert acts.declare(world.specialist, campaign.pk, "1.2", {"p0": "1"}).self_score == Decimal(5)
    verify.accept(world.outsider, back.pk)
    value = verify.adjust(world.outsider, rows["1.3"].pk, score="6", reason="Một văn bản không chuyên đề")
    assert value.appeal_due > MONDAY + timedelta(days=6)
    with pytest.raises(Refused, match="trong hạn khiếu nại"):
        publish(world.monitor, campaign.pk, decision="1/QĐ")
    acts.appeal(world.specialist, value.pk, reason="Văn bản có nêu chuyển đổi số")
    with pytest.raises(Forbidden):
        verify.change(world.outsider, value.pk, score="7", reason="x")
    verify.change(world.monitor, value.pk, score="7", reason="Đúng một phần")
    first = publish(world.monitor, campaign.pk, decision="1/QĐ-UBND")
    row = first.content["rows"][0]
    assert (row["total"], row["rank"], row["points"]) == ("17.00", 1, {"1": "17.00"})
    assert [one["score"] for one in row["components"]] == ["5.00", "5.00", "7.00"]
    assert [one["declared"] for one in row["components"]] == ["5.00", "5.00", "7.50"], (
        "declared stays beside verified"
    )
    with pytest.raises(Conflict):
        publish(world.monitor, campaign.pk, decision="2/QĐ", reason="x")
    assert [move.verb for move in DeclaredMove.objects.filter(value=value)] == [
        "save",
        "declare",
        "adjust",
        "appeal",
        "change",
    ]
    told = [event.verb for event in history(Subject("declared_value", value.pk))]
    assert told == [
        "declared.save",
        "declared.declare",
        "declared.adjust",
        "declared.appeal",
        "declared.change",
    ]
    assert len(notices_of(Subject("campaign", campaign.pk))) == 2


def test_what_was_published_and_done_is_changed_by_nobody(world, campaign):
    rows = declared(world, campaign)
    for row in rows.values():
        verify.accept(world.outsider, row.pk)
    first = publish(world.monitor, campaign.pk, decision="1/QĐ")
    Declared.objects.filter(pk=rows["1.1"].pk).update(score=Decimal(1))
    with pytest.raises(Refused, match="đính chính"):
        publish(world.monitor, campaign.pk, decision="2/QĐ")
    second = publish(world.monitor, campaign.pk, decision="2/QĐ", reason="Nhập nhầm điểm")
    assert (first.number, second.number) == (1, 2)
    assert CampaignResult.objects.get(pk=first.pk).content["rows"][0]["total"] == "22.50"
    for table in (CampaignResult, DeclaredMove):
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        CampaignResult.objects.update(reason="khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        Declared.objects.filter(pk=rows["1.2"].pk).update(verified_by=world.specialist.account_id)


def test_limits_of_time_and_of_two_at_once(world, campaign):
    row = acts.declare(world.specialist, campaign.pk, "1.1", GOOD["1.1"])
    with pytest.raises(Conflict):
        acts.take_back(world.specialist, row.pk, expected_version=row.version - 1)
    value = verify.adjust(world.outsider, row.pk, score="1", reason="x")
    with at(value.appeal_due + timedelta(seconds=1)), pytest.raises(Refused, match="hết hạn"):
        acts.appeal(world.specialist, value.pk, reason="muộn")
    with at(campaign.declare_due + timedelta(seconds=1)), pytest.raises(Refused, match="Không còn"):
        acts.declare(world.specialist, campaign.pk, "1.2", GOOD["1.2"])
    late = campaign.verify_due + timedelta(days=30)
    with at(late):
        assert reads.unsettled(campaign) == []
        done = publish(world.monitor, campaign.pk, decision="1/QĐ")
    assert [one["score"] for one in done.content["rows"][0]["components"]] == ["1.00", None, None]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": ""}, "title"),
        ({"appeal_days": 0}, "appeal_days"),
        ({"agencies": ()}, "agencies"),
        ({"verify_due": MONDAY}, "verify_due"),
    ],
)
def test_a_plan_that_does_not_fit(world, changes, error):
    stage.load_set()
    with pytest.raises(Invalid) as found:
        open_campaign(world.monitor, stage.plan(world, **changes))
    assert [fault.field for fault in found.value.errors] == [error]


def test_nobody_verifies_themselves_nor_opens_without_right_or_annex(world):
    stage.load_set()
    with pytest.raises(Refused, match="tự thẩm định"):
        open_campaign(world.monitor, stage.plan(world, agencies=(world.other.pk,)))
    campaign = open_campaign(
        world.monitor, stage.plan(world, agencies=(world.other.pk,), second_verifier=world.committee.pk)
    )
    assert acts.declare(world.outsider, campaign.pk, "1.1", GOOD["1.1"]).verifier_id == world.committee.pk
    with pytest.raises(Forbidden):
        open_campaign(world.leader, stage.plan(world))
    with pytest.raises(NotFound):
        acts.save(world.specialist, campaign.pk, "1.1", {})


def test_the_pages_of_everybody(world, campaign, client, django_assert_max_num_queries):
    base = f"/can-bo/tu-danh-gia/dot/{campaign.pk}/"
    sign_in(client, world.specialist)
    assert "1.1" in client.get(f"{base}khai/").content.decode()
    assert client.get(base).status_code in (403, 404), "progress is the coordinator's"
    pdf = SimpleUploadedFile("giay-moi.pdf", PDF, "application/pdf")
    answer = client.post(f"{base}khai/1.1/", {"choice": "1", "files": pdf, "save": "1", "version": "0"})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(f"{base}khai/1.1/").content.decode()
    assert "giay-moi.pdf" in page
    assert "đang tính 5,00 điểm" in page
    wrong = client.post(f"{base}khai/1.3/", {"a": "5", "b": "4", "declare": "1", "version": "0"})
    assert wrong.status_code == 422
    assert "không lớn hơn b" in wrong.content.decode()
    for code, inputs in GOOD.items():
        version = Declared.objects.filter(component=code).values_list("version", flat=True).first() or 0
        assert (
            client.post(f"{base}khai/{code}/", {**inputs, "declare": "1", "version": version}).status_code
            == 302
        )
    sign_in(client, world.outsider)
    with django_assert_max_num_queries(30):
        home = client.get("/can-bo/tu-danh-gia/").content.decode()
    assert home.count("Ủy ban nhân dân xã Thử") >= 3
    value = Declared.objects.get(component="1.1")
    stored = f"/can-bo/tu-danh-gia/so/{value.pk}/"
    assert "giay-moi.pdf" in client.get(stored).content.decode()
    missing = client.post(stored, {"act": "adjust", "score": "4", "version": value.version})
    assert missing.status_code == 422
    for code in GOOD:
        one = Declared.objects.get(component=code)
        client.post(f"/can-bo/tu-danh-gia/so/{one.pk}/", {"act": "accept", "version": one.version})
    sign_in(client, world.monitor)
    assert "Công bố kết quả" in client.get(base).content.decode()
    assert client.post(base, {"decision": "5/QĐ-UBND"}).status_code == 302
    client.logout()
    assert "Tự chấm điểm thử 2026" in client.get("/chi-so/dti/dot/").content.decode()
    public = client.get(f"/chi-so/dti/dot/{campaign.pk}/").content.decode()
    assert "22,50" in public
    told = json.loads(client.get(f"/chi-so/dti/dot/{campaign.pk}.json").content)
    assert (told["number"], told["rows"][0]["total"]) == (1, "22.50")
    assert "22.50" in client.get(f"/chi-so/dti/dot/{campaign.pk}.csv").content.decode()
    assert client.get(f"/chi-so/dti/dot/{campaign.pk}/?ban=9").status_code == 404


def test_a_campaign_is_opened_from_its_form(world, client):
    stage.load_set()
    sign_in(client, world.monitor)
    page = client.get("/can-bo/tu-danh-gia/dot/mo/").content.decode()
    assert "Bộ ví dụ" in page
    days = {
        "period_first": "1 1 2026",
        "period_last": "31 12 2026",
        "opens": "23 11 2026",
        "declare_due": "1 12 2026",
        "verify_due": "9 12 2026",
    }
    form = {
        f"{name}__{part}": text
        for name, said in days.items()
        for part, text in zip(("day", "month", "year"), said.split(), strict=True)
    }
    form |= {
        "title": "Đợt",
        "set_key": stage.SET,
        "legal_basis": "KH",
        "appeal_days": "5",
        "verifier": str(world.other.pk),
        "agencies": [str(world.committee.pk)],
    }
    assert client.post("/can-bo/tu-danh-gia/dot/mo/", {**form, "opens__day": ""}).status_code == 422
    answer = client.post("/can-bo/tu-danh-gia/dot/mo/", form)
    assert answer.status_code == 302
    assert "Chưa gửi" in client.get(answer["Location"]).content.decode()
