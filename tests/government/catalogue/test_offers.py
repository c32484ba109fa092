"""The pages on which administrators open and close procedures, and what people then see of an agency."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.government.catalogue.test_opening import (
    HAND,
    OPEN_FEE,
    OPEN_LIMIT,
    SURE,
    imported,  # noqa: F401 - a fixture
    wanted,
)
from tests.government.dossiers.world import officer
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue.actions.open_entry import open_entry
from tinhso.government.catalogue.actions.open_many import go_on
from tinhso.government.catalogue.models import OpeningRun
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor

HOME = "/quan-tri/thu-tuc/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]


def commune() -> organisation.AgencyInfo:
    return procedures.competent_agencies(procedures.version(HAND), today())[0]


def window(*roles: str) -> Client:
    actor = officer("mo-thu-tuc", Agency.objects.get(pk=commune().id), *roles)
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.unescape(re.sub(r"\s+", " ", answer.content.decode()))


def terms(**more: str) -> dict[str, str]:
    day = today()
    parts = {"day": day.day, "month": day.month, "year": day.year}
    dates = {
        f"{name}__{part}": str(value)
        for name in ("valid_from", "decided_on")
        for part, value in parts.items()
    }
    return {
        **dates,
        "where": "here",
        "decision": "12/QĐ-UBND",
        "online": "partial",
        "unit": "WORKING_DAY",
        **more,
    }


def test_only_administrators_come_in() -> None:
    assert Client().get(HOME).status_code == 302
    clerk = window("reception")
    for address in (HOME, f"{HOME}mo/", f"{HOME}{SURE}/", f"{HOME}{SURE}/phien-ban/"):
        assert clerk.get(address).status_code == 403


def test_the_list_holds_what_is_offered_and_what_could_be() -> None:
    admin = window("system_admin")
    page = read(admin, HOME)
    assert "5 thủ tục" in page
    assert "Thủ tục của bộ" not in page
    assert read(admin, HOME + "?trang-thai=open").count("Đang mở</strong>") == 1
    assert "Thủ tục rõ ràng" in read(admin, HOME + "?q=ro rang")
    assert "Không có thủ tục nào khớp" in read(admin, HOME + "?q=khong co dau")
    assert "Thủ tục tại quầy" in read(admin, HOME + "?linh-vuc=Lĩnh vực mới")


def test_pages_of_the_list_meet_without_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tinhso.government.catalogue.views.offers.PAGE", 2)
    admin, address, seen = window("system_admin"), HOME, []
    for _step in range(5):
        page = read(admin, address)
        seen += re.findall(r'name="ma" value="([^"]+)"', page)
        after = re.search(r'href="(\?[^"]*sau=[^"]+)"', page)
        if after is None:
            break
        address = HOME + after[1]
    assert sorted(seen) == sorted({HAND, SURE, OPEN_LIMIT, OPEN_FEE, "9.000006"})


def test_one_is_opened_and_closed_again() -> None:
    admin = window("unit_admin")
    address = f"{HOME}{SURE}/"
    assert "Chưa có biểu mẫu và quy trình" in read(admin, address)
    assert admin.post(address, terms(decision="")).status_code == 422
    answer = admin.post(address, terms())
    assert answer.status_code == 302
    page = read(admin, answer["Location"])
    assert "Đã mở thủ tục tại 1 cơ quan" in page
    assert "Quyết định 12/QĐ-UBND" in page
    assert "Tạo từ danh mục quốc gia" in page
    day = today()
    closing = {"viec": "dong", "close_reason": "Bãi bỏ", "close_from__day": str(day.day)}
    closing |= {"close_from__month": str(day.month), "close_from__year": str(day.year)}
    assert admin.post(address, closing | {"close_reason": ""}).status_code == 422
    assert admin.post(address, closing).status_code == 302
    page = read(admin, address)
    assert "Đóng" in page
    assert "Đã thay" in page
    assert not procedures.open_at(procedures.version(SURE), day)


def test_what_the_source_leaves_open_is_asked() -> None:
    admin = window("unit_admin")
    assert "Thời hạn giải quyết" in read(admin, f"{HOME}{OPEN_LIMIT}/")
    assert "Mức thu" not in read(admin, f"{HOME}{OPEN_LIMIT}/")
    refused = admin.post(f"{HOME}{OPEN_FEE}/", terms())
    assert refused.status_code == 422
    assert "Danh mục không ghi rõ mức thu" in refused.content.decode()
    given = terms(fee="57.000", fee_reason="Nghị quyết 12/NQ-HĐND")
    assert admin.post(f"{HOME}{OPEN_FEE}/", given).status_code == 302
    assert [fee.amount for fee in procedures.fees(procedures.version(OPEN_FEE), {}, "ONLINE")] == [57000]


@pytest.mark.parametrize(
    ("field", "value"),
    [("limit", "năm"), ("fee", "nhiều"), ("online", ""), ("valid_from__month", "13"), ("unit", "TUẦN")],
)
def test_what_cannot_be_read_is_told_at_its_field(field: str, value: str) -> None:
    given = terms(limit="5", limit_reason="Quyết định", fee="0", fee_reason="Nghị quyết") | {field: value}
    answer = window("unit_admin").post(f"{HOME}{OPEN_LIMIT}/", given)
    assert answer.status_code == 422
    assert not procedures.known(OPEN_LIMIT)


def test_the_day_of_reception_is_chosen_without_a_number() -> None:
    given = terms(limit="", unit="SAME_DAY", limit_reason="Quyết định", fee="0", fee_reason="Nghị quyết")
    assert window("unit_admin").post(f"{HOME}{OPEN_LIMIT}/", given).status_code == 302
    limits = procedures.version(OPEN_LIMIT).content.limits
    assert [(one.unit, one.after, one.known) for one in limits if one.verified] == [("SAME_DAY", None, True)]


def test_many_are_opened_by_a_job_whose_page_tells_the_rest() -> None:
    admin = window("system_admin")
    page = read(admin, f"{HOME}mo/?tat-ca=1&q=thủ tục")
    assert "Mở 4 thủ tục" in page
    assert "Chưa chọn thủ tục nào" in read(admin, f"{HOME}mo/")
    answer = admin.post(f"{HOME}mo/", terms(where="all", **{"tat-ca": "1", "q": "thủ tục"}))
    assert answer.status_code == 302
    waiting = admin.get(answer["Location"])
    assert waiting["Refresh"] == "5"
    go_on(OpeningRun.objects.get().pk)
    page = read(admin, answer["Location"])
    assert "Đã xong 4 thủ tục" in page
    assert "Danh mục không ghi rõ thời hạn" in page
    assert len(procedures.open_at(procedures.version(SURE), today())) > 10
    assert read(admin, HOME).count("Các đợt mở gần đây") == 1


def test_all_of_an_agency_are_chosen_by_field_and_what_was_refused_is_gone_on_with() -> None:
    admin = window("system_admin")
    page = read(admin, f"{HOME}mo/?tat-ca=1")
    fields = re.findall(r'name="trong"[^>]*value="([^"]+)"', page)
    assert "Lĩnh vực mới" in fields
    nothing = admin.post(f"{HOME}mo/", terms(**{"tat-ca": "1"}))
    assert nothing.status_code == 422
    assert "Hãy chọn ít nhất một lĩnh vực" in nothing.content.decode()
    assert not OpeningRun.objects.exists()
    given: dict[str, Any] = {**terms(decision="77/QĐ-UBND"), "tat-ca": "1", "trong": fields}
    answer = admin.post(f"{HOME}mo/", given)
    run = go_on(OpeningRun.objects.get().pk)
    assert {row["reason"] for row in run.refused} == {"limit_needed", "fee_needed"}
    page = read(admin, answer["Location"])
    (onward,) = re.findall(r'href="([^"]*vi=limit_needed[^"]*)"', page)
    page = read(admin, onward.replace("&amp;", "&"))
    assert 'value="77/QĐ-UBND"' in page
    assert "Mở 1 thủ tục" in page
    again = admin.post(
        f"{HOME}mo/",
        {
            **terms(decision="77/QĐ-UBND", limit="5", limit_reason="Quyết định"),
            "dot": str(run.pk),
            "vi": "limit_needed",
        },
    )
    assert again.status_code == 302
    second = go_on(OpeningRun.objects.exclude(pk=run.pk).get().pk)
    assert (second.codes, second.opened) == ([OPEN_LIMIT], 1)


def test_a_units_administrator_sees_only_the_own_runs() -> None:
    mine = window("unit_admin")
    ticked = mine.post(f"{HOME}mo/", terms() | {"ma": SURE})
    run = OpeningRun.objects.get()
    assert ticked.status_code == 302
    assert go_on(run.pk).opened == 1
    assert read(mine, f"{HOME}dot/{run.pk}/")
    OpeningRun.objects.update(made_by=None)
    read(mine, f"{HOME}dot/{run.pk}/", 404)
    read(mine, f"{HOME}mo/?dot={run.pk}&vi=limit_needed", 404)


def test_an_agency_tells_people_what_it_receives() -> None:
    agency = commune()
    address = f"/co-quan/{agency.slug}/thu-tuc/"
    assert "1 thủ tục đang nhận hồ sơ" in read(Client(), address)
    open_entry(Actor.system("test"), SURE, wanted())
    page = read(Client(), address)
    assert "2 thủ tục đang nhận hồ sơ" in page
    assert "Trực tuyến một phần" in page
    assert "Giấy thử" in page
    assert "12/QĐ-UBND" in page
    assert "1 thủ tục khớp" in read(Client(), address + "?q=ro rang")
    assert agency.name in read(Client(), "/co-quan/")
    assert agency.name in read(Client(), f"/thu-tuc/{SURE}/")
    read(Client(), "/co-quan/khong-co/thu-tuc/", 404)


def test_a_procedure_that_is_nowhere_open_says_so() -> None:
    day = today()
    open_entry(Actor.system("test"), SURE, wanted())
    every = [one.id for one in procedures.open_at(procedures.version(SURE), day)]
    procedures.close_procedure(Actor.system("test"), SURE, every, day, "Bãi bỏ")
    assert "Hiện không cơ quan nào trong tỉnh nhận thủ tục này." in read(Client(), f"/thu-tuc/{SURE}/")
    assert Client().get(f"/nop/{SURE}/").status_code == 422


def test_versions_are_compared_in_words(write: Callable[..., Path]) -> None:
    from tests.government.procedures.test_openings import draft

    system: Any = Actor.system("test")
    first, second = date(2025, 7, 1), date(2026, 1, 1)
    procedures.publish_version(system, draft("9.000009"), first)
    procedures.publish_version(system, draft("9.000009", str(second), "Cấp thẻ mới"), second)
    admin = window("system_admin")
    assert "Khác gì bản trước" in read(admin, f"{HOME}9.000009/")
    page = read(admin, f"{HOME}9.000009/phien-ban/?tu={second}")
    assert "Tên thủ tục" in page
    assert "<ins>" in page
    assert "Giấy tờ" not in page.split("<main", 1)[1]
    read(admin, f"{HOME}9.000009/phien-ban/?tu={first}", 404)
