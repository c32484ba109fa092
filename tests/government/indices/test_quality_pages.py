"""Pages of the figures: for everybody without records, for leaders with the records of their own agency alone."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from tests.government.dossiers.world import MONDAY, World, accepted, build
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Unit, UnitSuccession
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at, day_bounds
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


def test_a_commune_of_today_has_what_its_old_ones_left_and_each_old_one_its_own(world: World) -> None:
    """The code 08866 was another commune's before: the day on which a record came tells which of them it is."""
    before = world.unit.valid_from - timedelta(days=1)
    old, other = (
        Unit.objects.create(
            code=code, name=name, type="xã", level="commune", valid_from=date(2020, 1, 1), valid_to=before,
            sort_key=name,
        )
        for code, name in (("08866", "Xã Cũ Một"), ("08801", "Xã Cũ Hai"))
    )  # fmt: skip
    new = Unit.objects.get(code="08866", valid_from=world.unit.valid_from)
    for one in (old, other):
        UnitSuccession.objects.create(predecessor=one, successor=new)
    (fact,) = Fact.objects.filter(kind=1)
    moment = day_bounds(date(2025, 5, 12))[0]
    for code in ("08866", "08801", "08999"):
        fact.subject_id, fact.unit_code, fact.received_at, fact.due_at = new_id(), code, moment, None
        fact.save(force_insert=True)
    with at(LATER):
        client = signed_in(world.monitor)
        page = "/can-bo/qd-766/2025-05/2.1/"

        def listed(month: str, **asked: str) -> int:
            address = f"/can-bo/qd-766/{month}/2.1/"
            text = client.get(address, {"cq": "toan-tinh", **asked}).content.decode()
            assert "Không tìm thấy" not in text
            return text.count("ts-table__row") or text.count('class="govuk-table__row"') - 1

        assert listed("2025-05") - listed("2025-05", xa="08866") == 1
        assert listed("2025-05", xa="08866") - listed("2025-05", xa="08801", cu="1") == 1
        assert listed("2025-05", xa="08866", cu="1") == listed("2025-05", xa="08801", cu="1") == 1
        told = client.get(page, {"cq": "toan-tinh", "xa": "08801", "cu": "1"}).content.decode()
        assert "Toàn tỉnh" not in told.split("</h1>")[1].split("</p>")[0]
        assert "Xã Cũ Hai" in told
        assert client.get(page, {"xa": "99999"}).status_code == 404
        assert client.get(page, {"xa": "08866", "cu": "1"}).status_code == 200
        assert Client().get(f"/chi-so/766/{NOVEMBER}/", {"xa": "08866"}).status_code == 403
