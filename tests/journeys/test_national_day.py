"""A day behind the national front door: everybody works in the browser on what came from the portal and the counter.

What the two doors share is measured against the other door: the same clicks at the counter, the same due
moment and the same acts in the log.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.government.dossiers.world import CODE, World, officer
from tests.government.portal.simulator import Simulator
from tests.journeys import doors, filing, harness, small
from tests.journeys.doors import door_world, national_door  # noqa: F401
from tests.journeys.filing import press
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import Limit, Unit, calendar
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal.actions.compare import compare_due
from tinhso.government.portal.tasks import send_task
from tinhso.government.queue.actions.arrange import open_counter
from tinhso.government.queue.actions.buttons import add_button
from tinhso.government.queue.models import Ticket
from tinhso.lib.actor import Actor

pytestmark = pytest.mark.journey
WISH = "Xác nhận, chứng thực"
THREE_DAYS = Limit(Decimal(3), Unit.WORKING_DAY)


def look(page: Page, name: str, *, posted: bool = False) -> None:
    harness.look(page, f"national-{name}-{{width}}", posted=posted)


class Office:
    """One window for each officer, signed in once."""

    def __init__(self, page_at: Any, site: str, world: World) -> None:
        self.page_at, self.site, self.world = page_at, site, world

    def window(self, actor: Actor, path: str, *, width: int = 1280) -> Page:
        page = small.signed_in(self.page_at, self.site, actor, width=width)
        page.goto(self.site + path)
        return page

    def at(self, page: Page, dossier: Dossier, slug: str = "") -> None:
        page.goto(f"{self.site}/can-bo/ho-so/{dossier.pk}/{slug}")


@pytest.fixture
def office(page_at: Any, live_site: str, world: World) -> Office:
    return Office(page_at, live_site, world)


def act(page: Page, name: str, told: str) -> None:
    """The page's own button, and the sentence that answers it."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    page.get_by_text(told).first.wait_for()


def served(office: Office, number: int, look_at: Callable[..., None]) -> Dossier:
    """A person takes a number at the kiosk, is called, and hands over a paper; the dossier it becomes."""
    world = office.world
    kiosk = filing.patient(office.page_at(1280))
    kiosk.goto(f"{office.site}/lay-so/{world.desk.slug}/?may=1")
    look_at(kiosk, "kiosk")
    kiosk.get_by_role("button", name=WISH).click()
    expect(kiosk.get_by_text("Bạn là người tiếp theo")).to_be_visible()
    look_at(kiosk, "ticket")
    clerk = office.window(world.reception, "/can-bo/goi-so/")
    clerk.get_by_role("button", name="Ngồi quầy này").click()
    clerk.get_by_role("button", name="Gọi số tiếp").click()
    expect(clerk.get_by_text(WISH).first).to_be_visible()
    hall = filing.patient(office.page_at(1280))
    hall.goto(f"{office.site}/man-hinh/{world.desk.slug}/")
    expect(hall.locator(".ts-hall__tile--now")).to_contain_text(f"00{number}")
    look_at(hall, "queue-screen")
    clerk.get_by_role("button", name="Đã đến, nhận hồ sơ").click()
    # The button of the kiosk named the procedure, so its form is there at once.
    clerk.wait_for_url(f"**/can-bo/quay/{CODE}/")
    clerk.get_by_label("Họ tên hoặc tên tổ chức").fill(f"Trần Văn Giấy {number}")
    clerk.get_by_label("Nội dung đề nghị").fill("Xác nhận cư trú")
    clerk.get_by_label("Bản chính").first.fill("1")
    look_at(clerk, "counter")
    clerk.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    clerk.get_by_role("heading", name="Giấy tiếp nhận hồ sơ và hẹn trả kết quả").wait_for()
    look_at(clerk, "counter-receipt")
    dossier = Dossier.objects.latest("filed_at")
    clerk.goto(f"{office.site}/can-bo/goi-so/")
    expect(clerk.get_by_role("link", name=dossier.code)).to_be_visible()
    look_at(clerk, "calling")
    clerk.get_by_role("button", name="Xong, gọi số tiếp").click()
    expect(clerk.get_by_role("button", name="Gọi số tiếp", exact=True)).to_be_visible()
    return dossier


def test_the_hall_and_the_counter_are_the_same_behind_both_doors(
    office: Office, national: Callable[[], Simulator]
) -> None:
    world = office.world
    head = officer("truong-quay", world.desk, "leader")
    open_counter(head, world.desk.pk, 1)
    add_button(head, world.desk.pk, WISH, codes=[CODE])
    here = served(office, 1, lambda *_page, **_more: None)
    national()
    there = served(office, 2, look)
    assert Ticket.objects.filter(state="done").count() == 2
    facts = (
        "state",
        "channel",
        "assisted",
        "procedure_version_id",
        "competent_id",
        "received_at_id",
        "holder_role",
    )
    assert [getattr(here, name) for name in facts] == [getattr(there, name) for name in facts]
    assert (there.channel, there.portal_code, there.state) == ("DIRECT", "", 4)
    for dossier in (here, there):
        assert dossier.due_at == calendar().add(dossier.accepted_at, THREE_DAYS)
    acts = [[event.verb for event in history(Subject("dossier", one.pk))] for one in (here, there)]
    assert acts[0] == acts[1]
    assert len(acts[0]) >= 2
    boss = office.window(head, "/can-bo/goi-so/so-lieu/")
    look(boss, "queue-figures")
    boss.goto(f"{office.site}/can-bo/goi-so/quay/")
    look(boss, "kiosk-buttons")


def test_everybody_works_on_what_came_from_the_portal(
    office: Office, national: Callable[[], Simulator], tmp_path: Path
) -> None:
    site, world, portal = office.site, office.world, national()
    resident = filing.patient(office.page_at(390))
    code = doors.file_there(resident, site, portal)
    dossier = Dossier.objects.get(portal_code=code)

    # The clerk finds it in the list and sees what is missing.
    clerk = office.window(world.reception, "/can-bo/viec/new/")
    look(clerk, "new")
    clerk.get_by_role("link", name=code).first.click()
    look(clerk, "dossier-new")
    office.at(clerk, dossier, "bo-sung/")
    clerk.get_by_label("Giấy tờ chứng minh").first.check()
    clerk.get_by_label("Cần bổ sung thế nào: Giấy tờ chứng minh").first.fill("Nộp bản rõ hơn")
    clerk.get_by_label("Lời nhắn chung").fill("Ảnh mờ, không đọc được ngày cấp")
    act(clerk, "Gửi yêu cầu bổ sung", "Đã gửi yêu cầu bổ sung 1 mục")
    send_task(0)
    assert portal.everything()[code]["HoSo"]["TrangThaiHoSo"] == 5

    # The resident comes with an e-identity, reads what is asked and answers here.
    resident.goto(f"{site}/dang-nhap/?next=/tra-cuu/{code}/")
    doors.enter(resident)
    expect(resident.get_by_text("Bạn cần bổ sung 1 thứ")).to_be_visible()
    look(resident, "track-supplement")
    resident.get_by_role("button", name="Bổ sung ngay").click()
    look(resident, "supplement")
    resident.locator('[name="item.giay-to"]').set_input_files(filing.paper(tmp_path / "ban-ro.pdf"))
    resident.get_by_text("Đã nhận ban-ro.pdf").wait_for()
    press(resident, "Gửi phần bổ sung")
    expect(resident.get_by_text("Đã gửi phần bổ sung.")).to_be_visible()

    # Received, worked on, signed on a telephone, numbered, handed over.
    office.at(clerk, dossier, "viec/tiep-nhan/")
    clerk.get_by_role("main").locator('select[name="person"]').select_option(str(world.specialist.account_id))
    act(clerk, "Tiếp nhận", f"Đã tiếp nhận hồ sơ {code}")
    specialist = office.window(world.specialist, "/can-bo/viec/mine/")
    look(specialist, "mine")
    specialist.get_by_role("link", name=code).first.click()
    look(specialist, "dossier-worked")
    office.at(specialist, dossier, "viec/hoan-thanh/")
    specialist.get_by_label("Đủ điều kiện", exact=True).check()
    specialist.get_by_label("Người làm bước sau: Phê duyệt").select_option(str(world.leader.account_id))
    act(specialist, "Hoàn thành bước", "Đã hoàn thành bước “Thẩm định”")
    leader = office.window(world.leader, "/can-bo/viec/mine/", width=390)
    leader.get_by_role("link", name=code).first.click()
    look(leader, "dossier-to-sign")
    office.at(leader, dossier, "viec/duyet/")
    look(leader, "sign")
    act(leader, "Duyệt, ký", "Đã duyệt")
    registrar = office.window(world.clerk, f"/can-bo/ho-so/{dossier.pk}/viec/so-ket-qua/")
    registrar.get_by_label("Ký hiệu").fill("XN")
    registrar.locator("#file").set_input_files(filing.paper(tmp_path / "ket-qua.pdf"))
    registrar.get_by_text("Đã nhận ket-qua.pdf").wait_for()
    look(registrar, "number")
    act(registrar, "Lấy số kết quả", "Đã lấy số 1/XN")
    giver = office.window(world.return_officer, f"/can-bo/ho-so/{dossier.pk}/viec/tra-ket-qua/")
    giver.get_by_label("Tôi biết còn khoản chưa thu").check()
    look(giver, "hand-over")
    act(giver, "Trả kết quả", "Đã trả kết quả")

    resident.goto(f"{site}/tra-cuu/{code}/")
    expect(resident.get_by_text("Đã trả kết quả.").first).to_be_visible()
    expect(resident.get_by_text("Bạn nộp trên Cổng Dịch vụ công quốc gia")).to_be_visible()
    look(resident, "track-result")
    with resident.expect_download() as download:
        resident.get_by_role("link", name="Tải bản điện tử").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")

    # Both sides agree; what the portal then forgets stands on the head's page and is sent again from there.
    send_task(0)
    assert portal.everything()[code]["HoSo"]["TrangThaiHoSo"] == 10
    assert compare_due() == 0
    portal.do("lui", code=code, state=4)
    assert compare_due() == 1
    heads_day(office, code)
    send_task(0)
    assert portal.everything()[code]["HoSo"]["TrangThaiHoSo"] == 10


def heads_day(office: Office, code: str) -> None:
    """The head of the centre: the board, the load, and what the portal holds otherwise."""
    head = office.window(officer("giam-doc", office.world.committee, "leader", "unit_admin"), "/can-bo/bang/")
    look(head, "board")
    head.goto(f"{office.site}/can-bo/tai-viec/")
    look(head, "load")
    head.goto(f"{office.site}/can-bo/cong-quoc-gia/")
    head.get_by_role("link", name="Khác với Cổng").first.click()
    look(head, "differing")
    head.get_by_role("link", name=code).first.click()
    expect(head.get_by_text("4 · Đang xử lý")).to_be_visible()
    look(head, "both-sides")
    act(head, "Gửi lại hồ sơ này", "vào lượt gửi tới")
