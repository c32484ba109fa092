"""The administrator's pages: lists with filters, an entry with its silences, imports with report and diff."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.government.catalogue.conftest import SMALL, sound
from tests.government.dossiers.world import officer
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Agency, Unit
from tinhso.government.catalogue import api, queries
from tinhso.government.catalogue.models import CatalogueEntry, CatalogueImport, CatalogueUnread
from tinhso.government.catalogue.rules.reasons import REASONS
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

pytestmark = pytest.mark.django_db
HOME = "/quan-tri/danh-muc-quoc-gia/"
SYSTEM = Actor.system("test")
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


def window(*roles: str) -> Client:
    """A browser of an officer with these roles."""
    unit = Unit.objects.create(
        code="26", name="Tỉnh Thử", type="tỉnh", level="province", valid_from=date(2025, 7, 1), sort_key="a"
    )
    agency = Agency.objects.create(
        unit=unit, slug="ubnd-thu", name="Ủy ban nhân dân tỉnh Thử", kind="peoples_committee", level="province",
        valid_from=date(2025, 7, 1), sort_key="a",
    )  # fmt: skip
    actor = officer("quan-tri-danh-muc", agency, *roles)
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(re.sub(r"\s+", " ", answer.content.decode()))


@pytest.fixture
def twice(write: Callable[..., Path]) -> list[CatalogueImport]:
    """The small file in July with its faulty lines; in August one record reworded and one gone."""
    july = api.import_file(SYSTEM, SMALL, on=JULY).row
    records = [each for each in sound() if each["code"] != "9.100007"]
    records[0] |= {"steps": "Bước 1: Người nuôi ong nộp hồ sơ.\nBước 2: Cơ quan xem xét và trả kết quả."}
    return [july, api.import_file(SYSTEM, write(records), on=AUGUST).row]


def test_only_the_systems_administrator_looks() -> None:
    clerk = window("unit_admin", "reception")
    row = api.import_file(SYSTEM, SMALL, on=JULY).row
    for tail in ("", "lan-nhap/", f"lan-nhap/{row.id}/", f"lan-nhap/{row.id}/chua-doc/", "9.100001/"):
        assert clerk.get(HOME + tail).status_code == 403, tail
        assert Client().get(HOME + tail).status_code == 302, tail


def test_before_the_first_import_the_page_says_how() -> None:
    page = read(window("system_admin"), HOME)
    assert "./tinhso procedures import" in page
    assert "Chưa nhập danh mục nào" in page


def test_the_list_is_searched_and_narrowed(twice: list[CatalogueImport]) -> None:
    admin = window("system_admin")
    page = read(admin, HOME)
    assert 'data-count="8"' in page
    assert "không phải dữ liệu gốc chính thức" in page
    asked = {
        "?q=nuoi+ong": ["9.100001"],
        "?q=9.100002": ["9.100002"],
        "?q=đường": [],
        "?cap=province": ["9.100002", "9.100006"],
        "?linh-vuc=Đường+sông+mẫu": ["9.100002"],
        "?co-quan=Bộ+Mẫu": ["9.100002", "9.100007"],
        "?trang-thai=vanished": ["9.100007"],
        "?trang-thai=open": [],
        "?cap=commune&co-quan=Bộ+Mẫu": ["9.100002"],
    }
    for query, codes in asked.items():
        found = re.findall(r'data-href="[^"]*/([^/"]+)/"', read(admin, HOME + query))
        assert sorted(found) == codes, query
    assert "Không có thủ tục nào khớp" in read(admin, HOME + "?q=khong+co+gi")
    assert admin.get(HOME, {"q": "\x00'%_" * 400, "sau": "giả"}).status_code == 200


def test_an_entry_says_everything_and_says_silence(twice: list[CatalogueImport]) -> None:
    admin = window("system_admin")
    page = read(admin, HOME + "9.100002/")
    assert "Đăng ký bến đò ngang theo mùa nước" in page
    assert "Chưa mở" in page
    assert "Chưa rõ thời hạn" in page
    assert "1 ngày" not in page
    assert "Miễn phí hoặc không nêu phí" in page
    assert "Nguồn không nêu" in page
    fee = read(admin, HOME + "9.100003/")
    assert "Có thu phí, mức thu chưa rõ" in fee
    assert "20.000" in fee
    assert "Mức thu dưới 1.000 đồng" in fee
    assert "Cách thức thực hiện, dòng 3: hình thức nộp" in fee
    gone = read(admin, HOME + "9.100007/")
    assert "Vắng mặt" in gone
    assert "không còn thủ tục này" in gone
    papers = read(admin, HOME + "9.100004/")
    assert "Cán bộ, công chức, viên chức" in papers
    assert "Số bản chưa rõ" in papers
    assert admin.get(HOME + "9.999999/").status_code == 404
    assert admin.get(HOME + "9.100002/?tu=2020-01-01").status_code == 404


def test_a_reworded_record_shows_what_changed(twice: list[CatalogueImport]) -> None:
    admin = window("system_admin")
    july, august = twice
    page = read(admin, HOME + "9.100001/")
    assert "Thay đổi so với phiên bản biết từ 01/07/2026" in page
    assert re.search(r"<del>.*?dân</del>", page)
    assert re.search(r"<ins>.*?nuôi ong</ins>", page)
    old = read(admin, HOME + "9.100001/?tu=2026-07-01")
    assert "Đây là phiên bản cũ" in old
    assert "<ins>" not in old
    change = read(admin, f"{HOME}lan-nhap/{august.id}/thay-doi/9.100001/")
    assert "Trình tự thực hiện" in change
    assert "<ins>" in change
    assert admin.get(f"{HOME}lan-nhap/{july.id}/thay-doi/9.100001/").status_code == 404


def test_an_import_tells_what_it_did_and_what_it_left(twice: list[CatalogueImport]) -> None:
    admin = window("system_admin")
    july, august = twice
    listed = read(admin, HOME + "lan-nhap/")
    assert listed.index(str(august.id)) < listed.index(str(july.id))
    page = read(admin, f"{HOME}lan-nhap/{august.id}/")
    assert re.findall(r'data-href="[^"]*/([^/"]+)/"', page) == ["9.100001", "9.100007"]
    assert "không đánh dấu" not in page
    only = read(admin, f"{HOME}lan-nhap/{august.id}/?viec=vanished")
    assert re.findall(r'data-href="[^"]*/([^/"]+)/"', only) == ["9.100007"]
    first = read(admin, f"{HOME}lan-nhap/{july.id}/")
    assert "nên không đánh dấu thủ tục vắng mặt" in first
    report = read(admin, f"{HOME}lan-nhap/{july.id}/chua-doc/")
    assert "Dòng không phải là JSON đúng cách viết." in report
    assert "Không rõ mã" in report
    assert f"{HOME}9.100010/" not in report
    unit = read(admin, f"{HOME}lan-nhap/{july.id}/chua-doc/?vi-sao=no_unit")
    assert "Cách thức thực hiện, dòng 1: thời hạn" in unit
    assert "dòng 1: hình thức nộp" not in unit


def test_pages_follow_each_other_without_loss(write: Callable[..., Path]) -> None:
    crowd = [sound()[0] | {"code": f"9.2{n:05d}", "name": "Cùng một tên"} for n in range(120)]
    api.import_file(SYSTEM, write(crowd))
    seen: list[str] = []
    after = ""
    while True:
        page = api.entries(None, after, 50)
        seen += [row.code for row in page.rows]
        after = page.next
        if not after:
            break
    assert seen == [each["code"] for each in crowd]
    admin = window("system_admin")
    shown = read(admin, HOME)
    onward = re.search(r'rel="next" href="([^"]+)"', shown)
    assert onward
    assert "9.200050" in read(admin, HOME + onward[1])


def test_other_rooms_get_values(twice: list[CatalogueImport]) -> None:
    entry = api.entry("9.100001", JULY)
    assert (entry.valid_from, entry.valid_to, entry.vanished_on) == (JULY, date(2026, 7, 31), None)
    assert isinstance(entry.record, api.Record)
    assert api.entry("9.100001", AUGUST).record.steps.startswith("Bước 1: Người nuôi ong")
    with pytest.raises(NotFound):
        api.entry("9.100001", date(2026, 6, 30))
    assert [each.day for each in api.imports()] == [AUGUST, JULY]
    assert {row.code for row in api.entries(api.Filter(vanished=True)).rows} == {"9.100007"}


def test_the_command_tells_everything_as_json(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    from tinhso.cli.__main__ import parser

    def run(*words: str) -> Any:
        args = parser().parse_args(["procedures", "import", *words])
        assert args.run(args) == 0
        return capsys.readouterr().out

    told = json.loads(run(str(SMALL), "--on", "2026-07-01", "--json"))
    assert (told["added"], told["again"], len(told["report"])) == (8, False, told["unread"])
    assert {"line", "code", "field", "value", "reason", "message", "way_out"} == set(told["report"][0])
    assert "không có gì thay đổi" in run(str(SMALL), "--on", "2026-07-01")
    assert "Các thủ tục nhập về đều chưa mở." in run(str(write(sound())), "--part")
    assert CatalogueEntry.objects.count() == 8


def test_every_fault_of_a_record_is_reached(twice: list[CatalogueImport], monkeypatch: Any) -> None:
    entry = CatalogueEntry.objects.get(code="9.100001", valid_to=None)
    CatalogueUnread.objects.bulk_create(
        CatalogueUnread(
            brought_by=entry.brought_by, position=1000 + n, line=1, code=entry.code, field=f"steps.{n}",
            value=f"chỗ{n}.", reason=next(iter(REASONS)),
        )
        for n in range(120)
    )  # fmt: skip
    monkeypatch.setattr(queries, "COUNTED", 100)
    client, address, seen = window("system_admin"), f"{HOME}9.100001/", set()
    while address:
        page = read(client, address)
        assert "hơn 1.000 chỗ của bản ghi chưa đọc được" in page
        seen |= set(re.findall(r"chỗ(\d+)\.", page))
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"{HOME}9.100001/{following[1]}" if following else ""
    assert len(seen) == 120
