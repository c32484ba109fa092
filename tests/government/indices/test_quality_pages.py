"""Pages of the figures: for everybody without records, for leaders with the records of their own agency alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from tests.government.dossiers.world import MONDAY, World, accepted, build
from tinhso.foundation.identity.models import Account
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.indices.actions.refresh_facts import sweep
from tinhso.government.indices.measured.carry import load
from tinhso.government.indices.models import Fact
from tinhso.government.indices.queries import quality
from tinhso.lib import periods
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
NAME = "indices/qd766.toml"
TEXT = (Path(__file__).resolve().parents[3] / "provinces/vinhphuc" / NAME).read_bytes()
NOVEMBER = "2026-11"
LATER = MONDAY + timedelta(days=1)


@pytest.fixture
def world() -> World:
    here = build()
    load(Folder(texts={NAME: TEXT}))
    with at(MONDAY):
        accepted(here)
        sweep()
    return here


def signed_in(actor: object) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def test_everybody_reads_points_formulas_and_what_is_not_measured_but_no_record(world: World) -> None:
    with at(LATER):
        client = Client()
        assert client.get("/chi-so/766/").headers["Location"] == f"/chi-so/766/{NOVEMBER}/"
        page = client.get(f"/chi-so/766/{NOVEMBER}/").content.decode()
        assert "Chưa đo được" in page
        assert "Chưa phát sinh" in page
        assert "1/1" in page
        one = client.get(f"/chi-so/766/{NOVEMBER}/2.1/").content.decode()
        assert "tính là quá hạn" in one
        assert "20,00" in one
        assert client.get(f"/chi-so/766/{NOVEMBER}/9.9/").status_code == 404
        for wrong in ("2026-13", "2027", "2026-Q9"):
            assert client.get(f"/chi-so/766/{wrong}/").status_code == 404


def test_the_same_numbers_as_json_and_csv_at_an_address_that_stays(world: World) -> None:
    with at(LATER):
        told = Client().get(f"/chi-so/766/{NOVEMBER}.json").json()
        rows = {row["code"]: row for row in told["components"]}
        assert (rows["2.1"]["counted"], rows["2.1"]["of"], rows["2.1"]["points"]) == (1, 1, "20.00")
        assert (rows["1.2"]["state"], rows["1.2"]["points"]) == ("unmeasured", None)
        assert (rows["5.2"]["state"], rows["5.2"]["points"]) == ("idle", None)
        early = Client().get(
            f"/chi-so/766/{NOVEMBER}.json", {"biet": (MONDAY - timedelta(hours=1)).isoformat()}
        )
        assert {row["of"] for row in early.json()["components"]} == {0, None}
        text = Client().get(f"/chi-so/766/{NOVEMBER}.csv").content.decode("utf-8-sig")
        assert len(text.splitlines()) == 1 + len(rows)


def test_a_leader_sees_acts_and_records_of_the_own_agency_alone(world: World) -> None:
    with at(LATER):
        client = signed_in(world.leader)
        page = client.get(f"/can-bo/qd-766/{NOVEMBER}/").content.decode()
        assert "1 hồ sơ này thêm 6,00 điểm" in page
        assert "Nếu những ngày còn lại" in page
        rows = client.get(f"/can-bo/qd-766/{NOVEMBER}/4.1/").content.decode()
        assert "chưa có kết quả điện tử" in rows
        assert "/can-bo/ho-so/" in rows
        counted = client.get(f"/can-bo/qd-766/{NOVEMBER}/4.1/", {"ly-do": "counted"}).content.decode()
        assert "Không có bản ghi nào như vậy." in counted
        other = client.get(f"/can-bo/qd-766/{NOVEMBER}/4.1/", {"cq": world.other.slug})
        assert other.status_code == 403
        assert signed_in(world.resident).get(f"/can-bo/qd-766/{NOVEMBER}/").status_code in (302, 403)


def test_what_acts_can_add_is_what_the_rule_gives_and_late_ones_are_no_act(world: World) -> None:
    known = Fact.objects.get()
    for late in range(9):
        Fact.objects.create(
            subject_id=new_id(), kind=1, agency_id=known.agency_id, unit_code="", field_code="", procedure_code="x",
            received_at=MONDAY, due_at=MONDAY, finish_at=LATER, has_result=late < 4, synced=True, known_from=MONDAY,
        )  # fmt: skip
    with at(LATER + timedelta(days=1)):
        period = periods.read(NOVEMBER)
        assert period is not None
        scope, window = quality.scope_of(known.agency_id), quality.window_of(period)
        shown = quality.figures(quality.set_on("766", period.last), scope, window)
        found = {one.line.component.code: (one.many, one.gain) for one in quality.fixes(shown, scope, window)}
        assert found["4.1"] == (6, Decimal("3.60"))
        assert found["1.4"] == (1, Decimal("0.60"))
        assert "2.1" not in found
        assert shown.line("2.1").scored.points == Decimal("2.00")


def test_the_page_of_a_province_asks_few_questions(
    world: World, django_assert_max_num_queries: object
) -> None:
    with at(LATER):
        Client().get(f"/chi-so/766/{NOVEMBER}/")
        with django_assert_max_num_queries(8):
            assert Client().get(f"/chi-so/766/{NOVEMBER}/").status_code == 200
