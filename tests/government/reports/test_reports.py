"""A report from its making to its arrival: pages, rights, signature, correction, reminders."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.government.dossiers import world as w
from tests.government.dossiers.world import World
from tests.government.reports.test_regimes import TEXT
from tinhso.foundation.identity.models import Account, Person
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.papers.actions.load import load as load_papers
from tinhso.foundation.papers.checking import bare, text_of
from tinhso.foundation.province.api import Folder
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import ZONE, at
from tinhso.government.reports.actions.carry import load
from tinhso.government.reports.actions.make import make
from tinhso.government.reports.actions.remind import remind
from tinhso.government.reports.actions.send import send
from tinhso.government.reports.actions.sign import signed
from tinhso.government.reports.models import Report
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused

pytestmark = pytest.mark.django_db
PROVINCE = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc"
HOME = "/can-bo/bao-cao/"
# After the quarter in which the dossiers of the test were received and decided.
LATER = datetime(2027, 1, 5, 9, tzinfo=ZONE)


@pytest.fixture
def world() -> World:
    here = w.build()
    Person.objects.update(email="can-bo@example.vn")
    load(Folder(texts={"reports/regimes.toml": TEXT.format(to=here.desk.slug).encode()}))
    return here


def client(actor: Any) -> Client:
    browser = Client()
    browser.force_login(Account.objects.get(pk=actor.account_id))
    return browser


def test_from_the_list_of_what_is_owed_to_the_desk_that_receives_it(world: World) -> None:
    load_papers(Folder(PROVINCE))
    w.numbered(world)
    w.accepted(world)
    with at(LATER):
        clerk = client(world.clerk)
        page = clerk.get(HOME).content.decode()
        assert "Quý IV năm 2026" in page
        assert "Chưa lập báo cáo nào" in page
        made = clerk.post(HOME, {"form": "06a", "period": "2026-Q4"})
        assert made.status_code == 302
        here = made.headers["Location"]
        row = Report.objects.get()
        assert row.content["total"][0] == 2
        page = clerk.get(here).content.decode()
        assert "hồ sơ, mở danh sách" in page
        # A figure opens to its dossiers.
        cell = clerk.get(f"{here}ho-so/?cot=received").content.decode()
        assert len(set(re.findall(r'href="(/can-bo/ho-so/[0-9a-f-]{36}/)"', cell))) == 2
        assert clerk.get(f"{here}ho-so/?cot=la").status_code == 404
        clerk.post(f"{here}viec/ghi-chu/", {"note": "Một hồ sơ chờ ý kiến <b>phối hợp</b>."})
        assert "&lt;b&gt;phối hợp" in clerk.get(here).content.decode()
        # Nothing is sent without the head's signature.
        assert clerk.post(f"{here}viec/gui/").status_code == 422
        assert clerk.post(f"{here}viec/trinh-ky/", {"signer": "x"}).status_code == 422
        asked = clerk.post(f"{here}viec/trinh-ky/", {"signer": str(world.leader.account_id)})
        assert asked.status_code == 302
        (request,) = signing.requests_of("report", row.pk)
        assert request.account_id == world.leader.account_id
        with pytest.raises(Conflict):
            make(world.clerk, world.committee.id, "06a", "2026-Q4")
        paper = clerk.get(f"{here}ban-in.pdf").content
        words = bare(text_of(paper))
        for said in ("Biểu 06a", "Quý IV năm 2026", "chờ ý kiến", "Đã ký" if row.signed_at else "THỦ TRƯỞNG"):
            assert bare(said) in words
        assert len(PdfReader(BytesIO(paper)).pages) == 1
        desk = client(world.reception)
        assert desk.get(here).status_code in (403, 404), "what was not sent is nobody else's"
        signed(world.leader, request)
        assert clerk.post(f"{here}viec/gui/").status_code == 302
        row.refresh_from_db()
        assert row.sent_at == LATER
        assert Notice.objects.filter(template="report_signed").exists()


def test_an_agency_sees_its_own_until_it_is_sent(world: World) -> None:
    w.numbered(world)
    other = w.officer("giam-sat-noi-nhan", world.desk, "monitor")
    with at(LATER):
        row = make(world.clerk, world.committee.id, "06a", "2026-Q4")
        here = f"{HOME}{row.pk}/"
        assert client(other).get(here).status_code == 404
        assert "Chưa gửi" in client(other).get(f"{HOME}gui-den/?ky=2026-Q4").content.decode()
        Report.objects.filter(pk=row.pk).update(signed_at=LATER)
        send(world.clerk, row.pk)
        page = client(other).get(here).content.decode()
        assert "mở danh sách" not in page, "the receiver reads figures, dossiers stay with the agency"
        assert client(other).get(f"{here}ho-so/?cot=received").status_code == 404
        assert here in client(other).get(f"{HOME}gui-den/?ky=2026-Q4").content.decode()
        with pytest.raises(Conflict):
            send(world.clerk, row.pk)


def test_a_correction_is_a_further_version_with_its_reason(world: World) -> None:
    w.numbered(world)
    with at(LATER):
        row = make(world.clerk, world.committee.id, "06a", "2026-Q4")
        Report.objects.filter(pk=row.pk).update(signed_at=LATER)
        send(world.clerk, row.pk)
        w.accepted(world)
        with pytest.raises(Refused) as missing:
            make(world.clerk, world.committee.id, "06a", "2026-Q4")
        assert missing.value.field == "reason"
        again = make(world.clerk, world.committee.id, "06a", "2026-Q4", reason="Sót hồ sơ bưu chính")
        row.refresh_from_db()
        assert (again.version, again.content["total"][0], row.content["total"][0]) == (2, 2, 1)
        assert "Sót hồ sơ bưu chính" in client(world.clerk).get(f"{HOME}{again.pk}/").content.decode()


def test_who_may_not(world: World) -> None:
    with at(LATER):
        with pytest.raises(Forbidden):
            make(world.clerk, world.desk.id, "06a", "2026-Q4")
        with pytest.raises(Forbidden):
            make(world.resident, world.committee.id, "06a", "2026-Q4")
        with pytest.raises(NotFound):
            make(world.clerk, world.committee.id, "99", "2026-Q4")
        for wrong in ("2027-Q2", "", "x", "2026-11-23"):
            with pytest.raises(Refused) as refused:
                make(world.clerk, world.committee.id, "06a", wrong)
            assert refused.value.field == "period"


def test_the_sheet_and_the_csv_hold_the_table(world: World) -> None:
    w.numbered(world)
    with at(LATER):
        row = make(world.clerk, world.committee.id, "06a", "2026-Q4")
        clerk = client(world.clerk)
        told = clerk.get(f"{HOME}{row.pk}/bang.csv").content.decode("utf-8-sig").splitlines()
        assert told[-1] == "Tổng số,1,1,0,0,1,1,0,0,0,0,0"
        sheet = b"".join(clerk.get(f"{HOME}{row.pk}/bang.xlsx").streaming_content)  # type: ignore[attr-defined]
        assert "Tổng số" in ZipFile(BytesIO(sheet)).read("xl/worksheets/sheet1.xml").decode()


def test_reminders_are_told_once(world: World) -> None:
    with at(datetime(2027, 1, 12, 7, tzinfo=ZONE)):
        assert remind() == 1
        assert remind() == 0
        told = Notice.objects.filter(template="report_late")
        assert {one.account_id for one in told} == {world.clerk.account_id, world.leader.account_id}
