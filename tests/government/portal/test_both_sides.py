"""A quiet day over the real line: what is sent arrives as it is, what cannot be told stays, what differs is shown."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.foundation.files.samples import pdf
from tests.government.dossiers.world import CODE, officer, procedure
from tests.government.portal.conftest import Connected, joined
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.records.api import Subject, looks
from tinhso.foundation.worktime.api import at, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal.actions.compare import compare_due
from tinhso.government.portal.actions.gather import gather
from tinhso.government.portal.actions.send import send_due
from tinhso.government.portal.actions.take_in import take_in_due
from tinhso.government.portal.models import Outgoing, Progress
from tinhso.government.portal.rules import backoff

HOME = "/can-bo/cong-quoc-gia/"


@pytest.fixture
def quiet(live_server: Any, settings: Any, tmp_path: Any) -> Iterator[Connected]:
    """Both sides up and nothing goes wrong."""
    yield from joined(live_server, settings, tmp_path)


def over_the_counter(quiet: Connected, number: str, code: str = CODE) -> Dossier:
    owner = dossiers.PartyInput(role="owner", name="Trần Văn Mẫu", citizen_id=number)
    filing = dossiers.CounterFiling(
        procedure_code=code,
        parties=(owner,),
        data={"subject": "Tại quầy"},
        unit_code=quiet.world.unit.code,
    )
    return dossiers.receive_at_counter(quiet.world.reception, filing).dossier


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_both_sides_of_a_quiet_day(quiet: Connected, settings: Any) -> None:
    world, portal = quiet.world, quiet.portal
    procedure("9.999998")
    papers = [{"GIAYTO": [{"MAGIAYTO": "MP-GT01", "TENGIAYTO": "Giấy tờ chứng minh"}]}]
    portal.do("ma-so", code=CODE, packet={"THANHPHANHOSO": papers})
    paper = {"component": "giay-to", "name": "giay.pdf", "base64": base64.b64encode(pdf()).decode()}
    filing = quiet.filing(1, files=[{**paper, "by_reference": True}])
    code = portal.do("nop", filing=filing, title="Thử")["code"]
    assert "mô phỏng" in portal.page("/").lower()
    portal.do("gui")
    # A file by reference is fetched by the worker, before the dossier is made.
    assert not Dossier.objects.exists()
    assert take_in_due() == 1
    dossier = Dossier.objects.get(portal_code=code)
    assert dossier.files.get().file.state == "ok"
    assert dossier.transferred_at is not None
    assert dossier.transferred_at >= dossier.filed_at
    with at(now() + timedelta(minutes=5)):
        missing = [dossiers.Missing("component", "giay-to", "Giấy tờ chứng minh", "Bản rõ hơn")]
        dossiers.request_supplement(world.reception, dossier.pk, items=missing, reason="Mờ")
        nameless = over_the_counter(quiet, "")
        told = over_the_counter(quiet, "026190000099")
        unknown_there = over_the_counter(quiet, "026190000098", "9.999998")
        assert gather() > 0
        done = send_due()
        assert (done.sent, done.held, done.failed) == (2, 2, 0)
        # Read once: the place in the log is kept.
        assert gather() == 0
    there = portal.everything()
    assert there[code]["HoSo"]["TrangThaiHoSo"] == 5
    assert there[code]["HoSo"]["DanhSachHoSoBoSung"][0]["NoiDungBoSung"].startswith("Mờ")
    assert there[told.code]["HoSo"]["KenhThucHien"] == 1
    # The portal's own code stands at the paper, and the portal fetches that very file with its own token.
    (sent,) = there[code]["HoSo"]["TaiLieuNop"]
    stored = dossier.files.get().file
    assert sent["MaThanhPhanHoSo"] == "MP-GT01"
    assert sent["DuongDanTaiTepTin"].endswith(f"/api/v1/portal/files/{dossier.pk}/{stored.pk}")
    assert portal.do("lay-tep") == {"fetched": 1, "faults": {}}
    assert portal.do("lay-tep") == {"fetched": 0, "faults": {}}
    what = [one.facts["what"] for one in looks(Subject("dossier", dossier.pk))]
    assert what == [f"file:{stored.pk}"]
    assert all(row["NgayBatDau"] and row["NgayKetThucTheoQuyDinh"] for row in there[code]["TienDo"])
    assert [row["NoiDungXuLy"] for row in there[code]["TienDo"]] == ["Nộp hồ sơ", "Yêu cầu bổ sung hồ sơ"]
    assert {nameless.code, unknown_there.code}.isdisjoint(there)
    held = {row.code: (row.reason_code, row.who) for row in Outgoing.objects.filter(state="held")}
    assert held == {
        nameless.code: ("owner_without_number", "reception"),
        unknown_there.code: ("procedure_not_there", "system_admin"),
    }
    nameless.refresh_from_db()
    told.refresh_from_db()
    assert (nameless.sync, told.sync) == ("failed", "sent")

    # The answer given on the portal comes back, and what the portal forgets stands on the page.
    assert portal.do("tra-loi") == {"answered": 1}
    portal.do("gui")
    dossier.refresh_from_db()
    assert dossier.state == 1
    with at(now() + timedelta(minutes=10)):
        gather()
        send_due()
        assert compare_due() == 0
        portal.do("lui", code=code, state=9)
        assert compare_due() == 1
    client = Client()
    admin = officer("quan-tri-tinh", world.other, "system_admin")
    client.force_login(Account.objects.get(pk=admin.account_id))
    line = Outgoing.objects.get(code=code)
    assert line.differing == ["TrangThaiHoSo"]
    page = client.get(f"{HOME}ho-so/{line.pk}/").content.decode()
    assert "9 · Đã xử lý xong" in page
    assert "1 · Mới đăng ký" in page
    assert "026190000001" not in page

    # Whoever runs the line and nothing else learns that a name differs, not which; who may open the dossier
    # reads both, and that is a look.
    owner = dossier.parties.filter(role="owner")
    name = owner.get().name
    owner.update(name="Trần Thị Khác")
    page = client.get(f"{HOME}ho-so/{line.pk}/").content.decode()
    assert "Chủ hồ sơ" in page
    assert name not in page
    assert "Trần Thị Khác" not in page
    before = len(looks(Subject("dossier", dossier.pk)))
    head = Client()
    leader = officer("lanh-dao-so-sanh", Agency.objects.get(pk=dossier.competent_id), "leader")
    head.force_login(Account.objects.get(pk=leader.account_id))
    page = head.get(f"{HOME}ho-so/{line.pk}/").content.decode()
    assert name in page
    assert "Trần Thị Khác" in page
    told = looks(Subject("dossier", dossier.pk))
    assert len(told) == before + 1
    assert {look.facts["what"] for look in told if look.account_id == leader.account_id} == {"dossier"}
    owner.update(name=name)
    client.post(f"{HOME}ho-so/{line.pk}/gui-lai/")
    with at(now() + timedelta(minutes=20)):
        send_due()
        assert compare_due() == 0
    assert "Mọi mục và mọi bước đều khớp" in client.get(f"{HOME}ho-so/{line.pk}/").content.decode()
    assert len(portal.everything()[code]["TienDo"]) == Progress.objects.filter(outgoing=line).count() == 3

    # A line without an answer is given up to a person, not dropped.
    settings.TINHSO_PORTAL_URL = "http://127.0.0.1:9"
    Outgoing.objects.filter(pk=line.pk).update(
        state="waiting", next_try_at=now(), tries=backoff.MOST_TRIES - 1
    )
    with at(now() + timedelta(hours=1)):
        Outgoing.objects.filter(pk=line.pk).update(digest="")
        assert send_due().failed == 1
    line.refresh_from_db()
    assert (line.state, line.reason_code, line.who, line.uncertain) == (
        "held",
        "given_up",
        "system_admin",
        False,
    )
    settings.TINHSO_PORTAL_URL = ""
    assert (gather(), send_due().sent) == (0, 0)
